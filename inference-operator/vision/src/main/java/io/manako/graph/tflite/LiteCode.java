package io.manako.graph.tflite;

/** Numbers of the operations that are read, as in the schema's {@code BuiltinOperator}. */
final class LiteCode {
  static final int ADD = 0;
  static final int AVERAGE_POOL_2D = 1;
  static final int CONCATENATION = 2;
  static final int CONV_2D = 3;
  static final int DEPTHWISE_CONV_2D = 4;
  static final int DEQUANTIZE = 6;
  static final int FULLY_CONNECTED = 9;
  static final int LOGISTIC = 14;
  static final int MAX_POOL_2D = 17;
  static final int MUL = 18;
  static final int RELU = 19;
  static final int RELU6 = 21;
  static final int RESHAPE = 22;
  static final int RESIZE_BILINEAR = 23;
  static final int SOFTMAX = 25;
  static final int CUSTOM = 32;
  static final int PAD = 34;
  static final int MEAN = 40;
  static final int RESIZE_NEAREST_NEIGHBOR = 97;
  static final int HARD_SWISH = 117;

  private LiteCode() {}
}
