package io.manako.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a network of which nothing is described yet, in ONNX Runtime on one thread, and returns all
 * outputs as they are. An instance serves one thread.
 */
public final class OnnxRuntimeProbe implements AutoCloseable {
  /**
   * Output of a run.
   *
   * @param name name of the output
   * @param shape extents, the batch included
   * @param whole whether the file declares whole numbers, such as numbers of classes
   * @param values numbers in row-major order
   */
  public record Answer(String name, Shape shape, boolean whole, float[] values) {}

  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  private final OrtSession session;

  private OnnxRuntimeProbe(Path onnx) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(onnx.toString(), options);
    }
  }

  /**
   * Opens a file.
   *
   * @throws EngineException with ONNX Runtime's reason, if it refuses the file
   */
  public static OnnxRuntimeProbe open(Path onnx) {
    try {
      return new OnnxRuntimeProbe(onnx);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime refuses %s: %s".formatted(onnx, e.getMessage()), e);
    }
  }

  /**
   * Runs the network once.
   *
   * @param inputs numbers by name of the input, converted to the type that the file declares
   * @return all outputs that are tensors, in the file's order
   * @throws EngineException with ONNX Runtime's reason, if the run fails
   */
  public List<Answer> run(Map<String, Tensor> inputs) {
    Map<String, OnnxTensor> feed = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        feed.put(input.getKey(), tensor(input.getKey(), input.getValue()));
      }
      try (OrtSession.Result result = session.run(feed)) {
        List<Answer> answers = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : result) {
          if (output.getValue() instanceof OnnxTensor tensor) {
            answers.add(answer(output.getKey(), tensor));
          }
        }
        return answers;
      }
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime cannot run the network: %s".formatted(e.getMessage()), e);
    } finally {
      feed.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(String name, Tensor value) throws OrtException {
    long[] shape = Arrays.stream(value.shape().dims()).asLongStream().toArray();
    float[] numbers = value.toArray();
    if (!(session.getInputInfo().get(name).getInfo() instanceof TensorInfo info)) {
      throw new EngineException("the input %s is no tensor".formatted(name));
    }
    return switch (info.type) {
      case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
      case INT64 -> OnnxTensor.createTensor(environment, longs(numbers), shape);
      case INT32 -> OnnxTensor.createTensor(environment, ints(numbers), shape);
      case UINT8 -> OnnxTensor.createTensor(environment, bytes(numbers), shape, OnnxJavaType.UINT8);
      default ->
          throw new EngineException(
              "the input %s is of type %s; float32 and uint8 are run".formatted(name, info.type));
    };
  }

  private static LongBuffer longs(float[] numbers) {
    LongBuffer longs = LongBuffer.allocate(numbers.length);
    for (float number : numbers) {
      longs.put((long) number);
    }
    return longs.flip();
  }

  private static IntBuffer ints(float[] numbers) {
    IntBuffer ints = IntBuffer.allocate(numbers.length);
    for (float number : numbers) {
      ints.put((int) number);
    }
    return ints.flip();
  }

  private static ByteBuffer bytes(float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(numbers.length);
    for (float number : numbers) {
      bytes.put((byte) Math.round(number));
    }
    return bytes.flip();
  }

  private static Answer answer(String name, OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    Shape shape = Shape.of(Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray());
    float[] values = new float[shape.size()];
    switch (info.type) {
      case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer().get(values);
      case DOUBLE -> fill(values, tensor.getDoubleBuffer()::get);
      case INT64 -> fill(values, tensor.getLongBuffer()::get);
      case INT32 -> fill(values, tensor.getIntBuffer()::get);
      default -> fill(values, tensor.getByteBuffer()::get);
    }
    boolean real =
        switch (info.type) {
          case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> true;
          default -> false;
        };
    return new Answer(name, shape, !real, values);
  }

  /** Number at a place. */
  private interface Numbers {
    double at(int i);
  }

  private static void fill(float[] values, Numbers numbers) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.at(i);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot close a session: " + e.getMessage(), e);
    }
  }
}
