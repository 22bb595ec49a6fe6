package io.manako.graph.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.graph.HalfPrecision;
import io.manako.graph.MalformedModelException;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * One weight of a manifest and the storage of its numbers. All numbers become single precision;
 * integers here are small extents and indices, which it holds exactly.
 *
 * @param storage representation of a number in the file
 * @param scale factor of a quantised number: value = stored · scale + min
 * @param min value of a stored 0
 */
record WeightEntry(String name, Shape shape, Storage storage, double scale, double min) {

  /** Representation of a number in a weight file. */
  enum Storage {
    FLOAT32(4),
    FLOAT16(2),
    INT32(4),
    UINT16(2),
    UINT8(1),
    BOOL(1);

    private final int bytes;

    Storage(int bytes) {
      this.bytes = bytes;
    }

    private static Storage of(String weight, String dtype) {
      return switch (dtype) {
        case "float32" -> FLOAT32;
        case "float16" -> FLOAT16;
        case "int32" -> INT32;
        case "uint16" -> UINT16;
        case "uint8" -> UINT8;
        case "bool" -> BOOL;
        default ->
            throw new MalformedModelException(
                "weight %s has the type %s; float32, float16, int32, uint16, uint8 and bool are read"
                    .formatted(weight, dtype));
      };
    }
  }

  static WeightEntry of(JsonNode json) {
    String name = json.path("name").asText();
    JsonNode extents = json.path("shape");
    int[] dims = new int[extents.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = extents.get(i).asInt(-1);
      if (dims[i] < 0) {
        throw new MalformedModelException(
            "weight %s has the shape %s; extents are numbers from 0".formatted(name, extents));
      }
    }
    JsonNode quantization = json.path("quantization");
    JsonNode stored = quantization.isObject() ? quantization : json;
    return new WeightEntry(
        name,
        shape(name, dims),
        Storage.of(name, stored.path("dtype").asText()),
        quantization.path("scale").asDouble(1),
        quantization.path("min").asDouble(0));
  }

  private static Shape shape(String name, int[] dims) {
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException("weight " + name + ": " + e.getMessage(), e);
    }
  }

  /** Returns the size in the file, in bytes. */
  long bytes() {
    return (long) shape.size() * storage.bytes;
  }

  /** Returns the next numbers of a little-endian buffer, which must hold {@link #bytes}. */
  Tensor decode(ByteBuffer in) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(in);
    }
    return Tensor.of(shape, values);
  }

  private float number(ByteBuffer in) {
    return switch (storage) {
      case FLOAT32 -> in.getFloat();
      case FLOAT16 -> HalfPrecision.toFloat(in.getShort());
      case INT32 -> in.getInt();
      case UINT16 -> (float) (Short.toUnsignedInt(in.getShort()) * scale + min);
      case UINT8, BOOL -> (float) (Byte.toUnsignedInt(in.get()) * scale + min);
    };
  }
}
