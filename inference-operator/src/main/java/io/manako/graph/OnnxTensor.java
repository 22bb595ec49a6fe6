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
   * The numbers of a tensor.
   *
   * @throws IllegalArgumentException if they lie in another file, are too few, or are no numbers
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
    return new Literal(shape, values, isInteger(type));
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
    int width = width(proto, type);
    ByteBuffer bytes = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    check(proto, bytes.remaining() / width, count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = number(bytes, type, i * width);
    }
    return values;
  }

  private static int width(TensorProto proto, DataType type) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> 1;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case FLOAT, INT32, UINT32 -> 4;
      case DOUBLE, INT64, UINT64 -> 8;
      default -> throw unreadable(proto, type);
    };
  }

  private static double number(ByteBuffer bytes, DataType type, int at) {
    return switch (type) {
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
      case FLOAT16 -> HalfPrecision.toFloat(bytes.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case INT64, UINT64 -> bytes.getLong(at);
      case INT32 -> bytes.getInt(at);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
      case INT16 -> bytes.getShort(at);
      case UINT16 -> Short.toUnsignedInt(bytes.getShort(at));
      case INT8 -> bytes.get(at);
      default -> Byte.toUnsignedInt(bytes.get(at));
    };
  }

  private static double[] typed(TensorProto proto, DataType type, int count) {
    List<? extends Number> data =
        switch (type) {
          case FLOAT -> proto.getFloatDataList();
          case DOUBLE -> proto.getDoubleDataList();
          case INT64 -> proto.getInt64DataList();
          case UINT32, UINT64 -> proto.getUint64DataList();
          case STRING, COMPLEX64, COMPLEX128 -> throw unreadable(proto, type);
          default -> proto.getInt32DataList();
        };
    check(proto, data.size(), count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = fromInt32(type, data.get(i));
    }
    return values;
  }

  /** Half floats are kept as bit patterns in the field of 32-bit integers. */
  private static double fromInt32(DataType type, Number n) {
    return switch (type) {
      case FLOAT16 -> HalfPrecision.toFloat(n.shortValue());
      case BFLOAT16 -> Float.intBitsToFloat(n.intValue() << 16);
      default -> n.doubleValue();
    };
  }

  private static void check(TensorProto proto, int found, int needed) {
    if (found != needed) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s of shape %s needs %d numbers, the file has %d",
              proto.getName(),
              proto.getDimsList(),
              needed,
              found));
    }
  }

  private static IllegalArgumentException unreadable(TensorProto proto, DataType type) {
    return new IllegalArgumentException(
        proto.getName() + " is of type " + type + ", which cannot be read");
  }
}
