package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** What ONNX's data types can say. */
final class OnnxNumbers {
  private OnnxNumbers() {}

  /**
   * A number as the type has it: rounded to nearest, even on ties, or cut off towards zero.
   *
   * @throws IllegalArgumentException if the type cannot hold it or is not one that is computed with
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

  /** The least number of a type of whole numbers. */
  static double lowest(DataType type) {
    return switch (type) {
      case UINT4, UINT8, UINT16, UINT32, UINT64 -> 0;
      default -> -highest(type) - 1;
    };
  }

  /**
   * The largest number of a type of whole numbers.
   *
   * @throws IllegalArgumentException if the type is none
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
