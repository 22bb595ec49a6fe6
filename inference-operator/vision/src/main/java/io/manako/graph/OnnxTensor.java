package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** Reads the tensors of an ONNX file. */
final class OnnxTensor {
  private OnnxTensor() {}

  /**
   * Returns the numbers of a tensor.
   *
   * @throws IllegalArgumentException if the numbers lie in another file, do not fill the shape, or
   *     are of a type that cannot be read
   */
  static Literal read(TensorProto proto) {
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || proto.getExternalDataCount() > 0) {
      throw new IllegalArgumentException(
          "weight "
              + proto.getName()
              + " lies in another file: save the model with its weights inside");
    }
    Shape shape = shape(proto);
    DataType type = DataType.forNumber(proto.getDataType());
    if (type == null) {
      throw new IllegalArgumentException(
          proto.getName() + " has the unknown data type " + proto.getDataType());
    }
    double[] values =
        proto.getRawData().isEmpty()
            ? typed(proto, type, shape.size())
            : raw(proto, type, shape.size());
    return new Literal(shape, values, type);
  }

  static boolean isInteger(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> false;
      default -> true;
    };
  }

  private static Shape shape(TensorProto proto) {
    for (long d : proto.getDimsList()) {
      if (d < 0 || d > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(proto.getName() + " has an extent of " + d);
      }
    }
    return Shape.of(proto.getDimsList().stream().mapToInt(Long::intValue).toArray());
  }

  private static double[] raw(TensorProto proto, DataType type, int count) {
    int bits = bits(proto, type);
    ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    check(proto, bytes.remaining(), (int) (((long) count * bits + 7) / 8));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          bits == 4
              ? nibble(bytes.get(i / 2), i, type)
              : number(bytes, type, i * (bits / Byte.SIZE));
    }
    return values;
  }

  private static int bits(TensorProto proto, DataType type) {
    return switch (type) {
      case INT4, UINT4 -> 4;
      case BOOL, INT8, UINT8 -> 8;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 16;
      case FLOAT, INT32, UINT32 -> 32;
      case DOUBLE, INT64, UINT64 -> 64;
      default -> throw unreadable(proto, type);
    };
  }

  private static double number(ByteBuffer bytes, DataType type, int at) {
    return switch (type) {
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
      case FLOAT16 -> HalfPrecision.toFloat(bytes.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case INT64 -> bytes.getLong(at);
      case UINT64 -> unsigned(bytes.getLong(at));
      case INT32 -> bytes.getInt(at);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
      case INT16 -> bytes.getShort(at);
      case UINT16 -> Short.toUnsignedInt(bytes.getShort(at));
      case INT8 -> bytes.get(at);
      default -> Byte.toUnsignedInt(bytes.get(at));
    };
  }

  private static double unsigned(long v) {
    return v >= 0 ? v : (v >>> 1) * 2.0;
  }

  /** Returns one of the two 4-bit numbers in a byte; the first lies in the lower half. */
  private static int nibble(int pair, int index, DataType type) {
    int half = index % 2 == 0 ? pair & 15 : pair >> 4 & 15;
    return type == DataType.INT4 && half > 7 ? half - 16 : half;
  }

  private static double[] typed(TensorProto proto, DataType type, int count) {
    int bits = bits(proto, type);
    List<? extends Number> data =
        switch (type) {
          case FLOAT -> proto.getFloatDataList();
          case DOUBLE -> proto.getDoubleDataList();
          case INT64 -> proto.getInt64DataList();
          case UINT32, UINT64 -> proto.getUint64DataList();
          default -> proto.getInt32DataList();
        };
    check(proto, data.size(), bits == 4 ? (int) ((count + 1L) / 2) : count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          bits == 4 ? nibble(data.get(i / 2).intValue(), i, type) : typed(type, data.get(i));
    }
    return values;
  }

  /**
   * Returns a number of a typed field; the field of 32-bit integers holds half floats as bit
   * patterns.
   */
  private static double typed(DataType type, Number n) {
    return switch (type) {
      case FLOAT, DOUBLE -> n.doubleValue();
      case FLOAT16 -> HalfPrecision.toFloat(n.shortValue());
      case BFLOAT16 -> Float.intBitsToFloat(n.intValue() << 16);
      case UINT64 -> unsigned(n.longValue());
      default -> OnnxNumbers.fitted(n.doubleValue(), type);
    };
  }

  private static void check(TensorProto proto, int found, int needed) {
    if (found != needed) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s of shape %s needs %d numbers or bytes, the file has %d",
              proto.getName(),
              proto.getDimsList(),
              needed,
              found));
    }
  }

  private static IllegalArgumentException unreadable(TensorProto proto, DataType type) {
    return new IllegalArgumentException(
        "tensor "
            + proto.getName()
            + " is of type "
            + type
            + ", which the Java engine cannot read");
  }
}
