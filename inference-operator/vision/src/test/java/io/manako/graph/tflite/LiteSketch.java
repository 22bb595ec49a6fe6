package io.manako.graph.tflite;

import io.manako.graph.tflite.FlatSketch.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes TensorFlow Lite files tensor by tensor and operation by operation. */
public final class LiteSketch {
  public static final byte SAME = 0;
  static final byte VALID = 1;
  static final byte NONE = 0;
  static final byte RELU = 1;
  static final byte RELU6 = 3;

  private static final byte FLOAT32 = 0;
  private static final byte FLOAT16 = 1;
  private static final byte INT32 = 2;
  private static final byte INT8 = 9;

  private final List<Table> tensors = new ArrayList<>();
  private final List<Table> buffers = new ArrayList<>(List.of(new Table()));
  private final List<Table> codes = new ArrayList<>();
  private final List<Table> operators = new ArrayList<>();

  /** A value that is computed; returns its number. */
  public int value(String name, int... extents) {
    tensors.add(new Table(extents, FLOAT32, 0, name));
    return tensors.size() - 1;
  }

  public int constant(int[] extents, float... values) {
    ByteBuffer bytes = bytes(4 * values.length);
    for (float v : values) {
      bytes.putFloat(v);
    }
    return stored(extents, FLOAT32, bytes);
  }

  int half(int[] extents, short... values) {
    ByteBuffer bytes = bytes(2 * values.length);
    for (short v : values) {
      bytes.putShort(v);
    }
    return stored(extents, FLOAT16, bytes);
  }

  int integers(int... values) {
    ByteBuffer bytes = bytes(4 * values.length);
    for (int v : values) {
      bytes.putInt(v);
    }
    return stored(new int[] {values.length}, INT32, bytes);
  }

  /** Whole numbers in rows of two. */
  int pairs(int... values) {
    ByteBuffer bytes = bytes(4 * values.length);
    for (int v : values) {
      bytes.putInt(v);
    }
    return stored(new int[] {values.length / 2, 2}, INT32, bytes);
  }

  /** Quantised numbers, without their scale. */
  int bytes(int[] extents, byte... values) {
    return stored(extents, INT8, ByteBuffer.wrap(values));
  }

  /** A constant of which the file keeps only some numbers. */
  int sparse(int... extents) {
    buffers.add(new Table((Object) new byte[4]));
    tensors.add(
        new Table(
            extents, FLOAT32, buffers.size() - 1, "sparse", null, null, new Table(new int[] {0})));
    return tensors.size() - 1;
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int stored(int[] extents, byte type, ByteBuffer bytes) {
    buffers.add(new Table((Object) bytes.array()));
    tensors.add(new Table(extents, type, buffers.size() - 1, "constant" + tensors.size()));
    return tensors.size() - 1;
  }

  /** Adds an operation; {@code options} in the order of the schema's table. */
  public LiteSketch operation(int code, int output, int[] inputs, Object... options) {
    codes.add(new Table((byte) Math.min(code, 127), null, null, code));
    operators.add(
        new Table(codes.size() - 1, inputs, new int[] {output}, (byte) 1, new Table(options)));
    return this;
  }

  /** Adds a custom operation whose options are integers. */
  LiteSketch custom(String name, int output, int[] inputs, int... options) {
    ByteBuffer bytes = bytes(4 * options.length);
    for (int option : options) {
      bytes.putInt(option);
    }
    codes.add(new Table((byte) LiteCode.CUSTOM, name, null, LiteCode.CUSTOM));
    operators.add(
        new Table(codes.size() - 1, inputs, new int[] {output}, null, null, bytes.array()));
    return this;
  }

  public byte[] file(int input, int output) {
    Table graph = new Table(tensors, new int[] {input}, new int[] {output}, operators, "main");
    return FlatSketch.file("TFL3", new Table(3, codes, List.of(graph), "a sketch", buffers));
  }
}
