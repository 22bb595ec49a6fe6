package io.manako.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.manako.graph.HalfPrecision;
import io.manako.model.InputSpec;
import io.manako.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts between the float32 of pictures and results and the types of a network. */
final class OnnxRuntimeNumbers {
  private final OnnxRuntimeSession session;
  private final InputSpec spec;

  OnnxRuntimeNumbers(OnnxRuntimeSession session, InputSpec spec) {
    this.session = session;
    this.spec = spec;
  }

  /** Inputs of one run, which frees them. */
  record Inputs(Map<String, OnnxTensor> tensors) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Returns the inputs of a run: pictures in the type that the network reads, integers rounded to
   * nearest, and the constant inputs.
   *
   * @param pictures samples of all pictures
   * @param shape shape of all pictures
   */
  Inputs inputs(FloatBuffer pictures, Shape shape) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    Inputs inputs = new Inputs(tensors);
    try {
      tensors.put(spec.name(), tensor(type(spec.name()), pictures, shape));
      for (Map.Entry<String, List<Float>> constant : spec.constants().entrySet()) {
        tensors.put(constant.getKey(), constant(constant.getKey(), constant.getValue(), shape));
      }
      return inputs;
    } catch (OrtException | RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  private TensorInfo info(String input) {
    NodeInfo node = session.inputs().get(input);
    if (node != null && node.getInfo() instanceof TensorInfo tensor) {
      return tensor;
    }
    throw new EngineException(
        "the network has no input %s; it has %s".formatted(input, session.inputs().keySet()));
  }

  private OnnxJavaType type(String input) {
    return info(input).type;
  }

  /** Returns a constant input, repeated for every picture if its first extent is open. */
  private OnnxTensor constant(String input, List<Float> numbers, Shape pictures)
      throws OrtException {
    long[] extents = info(input).getShape().clone();
    boolean repeats = extents.length > 0 && extents[0] < 0;
    int times = repeats ? pictures.dim(0) : 1;
    for (int i = 0; i < extents.length; i++) {
      extents[i] = extents[i] < 0 ? (i == 0 ? times : 1) : extents[i];
    }
    Shape shape = Shape.of(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
    if (shape.size() != numbers.size() * times) {
      throw new EngineException(
          "input %s of shape %s needs other numbers than the %s of model.yaml"
              .formatted(input, shape, numbers.size()));
    }
    FloatBuffer all = direct(shape.size() * Float.BYTES).asFloatBuffer();
    for (int i = 0; i < shape.size(); i++) {
      all.put(i, numbers.get(i % numbers.size()));
    }
    return tensor(type(input), all, shape);
  }

  private OnnxTensor tensor(OnnxJavaType type, FloatBuffer numbers, Shape shape)
      throws OrtException {
    if (type == OnnxJavaType.FLOAT) {
      return session.tensor(numbers, shape);
    }
    ByteBuffer bytes = direct(Math.multiplyExact(shape.size(), type.size));
    for (int i = 0; i < shape.size(); i++) {
      put(bytes, type, i, numbers.get(i));
    }
    long[] extents = Arrays.stream(shape.dims()).asLongStream().toArray();
    return OnnxTensor.createTensor(session.environment(), bytes, extents, type);
  }

  private static void put(ByteBuffer bytes, OnnxJavaType type, int i, float number) {
    switch (type) {
      case UINT8 -> bytes.put(i, (byte) Math.max(0, Math.min(255, Math.rint(number))));
      case INT32 -> bytes.putInt(i * Integer.BYTES, (int) Math.rint(number));
      case INT64 -> bytes.putLong(i * Long.BYTES, (long) Math.rint(number));
      case FLOAT16 -> bytes.putShort(i * Short.BYTES, HalfPrecision.ofFloat(number));
      default ->
          throw new EngineException(
              "the network has an input of type " + type + ", which no picture becomes");
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Returns a result's numbers in single precision. */
  static FloatBuffer floats(OnnxTensor tensor) {
    return switch (tensor.getInfo().type) {
      case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer();
      case INT64 -> {
        LongBuffer whole = tensor.getLongBuffer();
        FloatBuffer real = FloatBuffer.allocate(whole.remaining());
        while (whole.hasRemaining()) {
          real.put(whole.get());
        }
        yield real.flip();
      }
      case INT32 -> {
        IntBuffer whole = tensor.getIntBuffer();
        FloatBuffer real = FloatBuffer.allocate(whole.remaining());
        while (whole.hasRemaining()) {
          real.put(whole.get());
        }
        yield real.flip();
      }
      default ->
          throw new EngineException(
              "the network has an output of type " + tensor.getInfo().type + ", which is not read");
    };
  }
}
