package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** Rounds numbers to ONNX's data types and gives the ranges of these types. */
final class OnnxNumbers {
  private OnnxNumbers() {}

  /**
   * Returns a number as the type represents it: rounded to nearest, ties to even, or truncated
   * towards zero.
   *
   * @throws IllegalArgumentException if the type cannot represent the number or is not supported
   */
  static double fitted(double v, DataType type) {
    return switch (type) {
      case DOUBLE -> v;
      case FLOAT -> (float) v;
      case FLOAT16 -> rounded(v, 10, -14, 0x1p16);
      case BFLOAT16 -> rounded(v, 7, -126, 0x1p128);
      case BOOL -> v == 0 ? 0 : 1;
      default -> whole(v, type);
    };
  }

  private static double rounded(double v, int fractionBits, int smallest, double beyond) {
    if (!Double.isFinite(v)) {
      return v;
    }
    double unit = Math.scalb(1.0, Math.max(Math.getExponent(v), smallest) - fractionBits);
    double near = Math.rint(v / unit) * unit;
    return Math.abs(near) < beyond ? near : Math.copySign(Double.POSITIVE_INFINITY, v);
  }

  private static double whole(double v, DataType type) {
    double cut = v < 0 ? Math.ceil(v) : Math.floor(v);
    if (!(cut >= lowest(type) && cut <= highest(type))) {
      throw new IllegalArgumentException(v + " is no number of type " + type);
    }
    return cut;
  }

  /** Returns the least number of an integer type. */
  static double lowest(DataType type) {
    return switch (type) {
      case UINT4, UINT8, UINT16, UINT32, UINT64 -> 0;
      default -> -highest(type) - 1;
    };
  }

  /**
   * Returns the largest number of an integer type.
   *
   * @throws IllegalArgumentException if the type is not a supported integer type
   */
  static double highest(DataType type) {
    return switch (type) {
      case INT4 -> 7;
      case UINT4 -> 15;
      case INT8 -> Byte.MAX_VALUE;
      case UINT8 -> 255;
      case INT16 -> Short.MAX_VALUE;
      case UINT16 -> 65535;
      case INT32 -> Integer.MAX_VALUE;
      case UINT32 -> 0xffffffffL;
      case INT64 -> Long.MAX_VALUE;
      case UINT64 -> 0x1p64;
      default -> throw new IllegalArgumentException("the type " + type + " is not known");
    };
  }
}
