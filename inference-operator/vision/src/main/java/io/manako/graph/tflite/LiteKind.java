package io.manako.graph.tflite;

import java.util.Locale;

/**
 * Kind of an operation.
 *
 * @param code number in the schema's {@code BuiltinOperator}
 * @param name name of a custom operation, else empty
 */
record LiteKind(int code, String name) {
  /** MediaPipe's transposed convolution with a bias. */
  static final LiteKind TRANSPOSED = new LiteKind(LiteCode.CUSTOM, "Convolution2DTransposeBias");

  @Override
  public String toString() {
    return code == LiteCode.CUSTOM
        ? "custom operation " + name
        : String.format(Locale.ROOT, "number %d of TensorFlow Lite's schema", code);
  }
}
