package io.manako.graph.tflite;

import io.manako.graph.HalfPrecision;
import io.manako.graph.MalformedModelException;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A tensor of a model.
 *
 * @param table table of the tensor, which has its name
 * @param extents extents with the batch first, none negative
 * @param type number in the schema's {@code TensorType}
 * @param data bytes of a constant, empty for a value that is computed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LiteTensor(FlatTable table, int[] extents, int type, ByteBuffer data) {
  private static final int FLOAT32 = 0;
  private static final int FLOAT16 = 1;
  private static final int INT32 = 2;

  private static final int MAX_RANK = 8;
  private static final int SHAPE = 0;
  private static final int TYPE = 1;
  private static final int BUFFER = 2;
  private static final int NAME = 3;
  private static final int SPARSITY = 6;
  private static final int BUFFER_DATA = 0;

  /**
   * Reads a tensor of the file.
   *
   * @param buffers buffers of the file by number
   */
  static LiteTensor of(FlatTable table, List<FlatTable> buffers) {
    int[] extents = table.integers(SHAPE, MAX_RANK);
    int buffer = table.integer(BUFFER, 0);
    if (buffer < 0 || buffer >= buffers.size() || Arrays.stream(extents).anyMatch(e -> e < 0)) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "the tensor %s has shape %s and its numbers in buffer %d of %d",
              table.text(NAME),
              Arrays.toString(extents),
              buffer,
              buffers.size()));
    }
    if (table.has(SPARSITY)) {
      throw new MalformedModelException(
          "the tensor %s is sparse; dense ones are read".formatted(table.text(NAME)));
    }
    return new LiteTensor(
        table, extents, table.unsignedByte(TYPE, 0), buffers.get(buffer).bytes(BUFFER_DATA));
  }

  String name() {
    return table.text(NAME);
  }

  boolean isConstant() {
    return data.limit() > 0;
  }

  boolean isFloat() {
    return type == FLOAT32;
  }

  /**
   * Returns the numbers of a constant; integers are small extents and axes, which floats hold
   * exactly.
   */
  Tensor decode() {
    Shape shape = Shape.of(extents);
    int bytes =
        switch (type) {
          case FLOAT32, INT32 -> Float.BYTES;
          case FLOAT16 -> Short.BYTES;
          default ->
              throw new MalformedModelException(
                  String.format(
                      Locale.ROOT,
                      "the tensor %s has type %d of the schema; float32, float16 and int32 are read:"
                          + " take the model's float version",
                      name(),
                      type));
        };
    if ((long) shape.size() * bytes != data.limit()) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "the tensor %s of shape %s needs %d bytes and has %d",
              name(),
              shape,
              (long) shape.size() * bytes,
              data.limit()));
    }
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case FLOAT32 -> data.getFloat(i * bytes);
            case FLOAT16 -> HalfPrecision.toFloat(data.getShort(i * bytes));
            default -> data.getInt(i * bytes);
          };
    }
    return Tensor.of(shape, values);
  }
}
