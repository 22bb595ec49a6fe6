package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.manako.graph.passes.Passes;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Asks ONNX Runtime what a file computes. */
final class OnnxRuntimeJudge {
  private OnnxRuntimeJudge() {}

  /** Reads the file and asserts that the graph, and the passed graph, compute the same. */
  static Graph assertReadsAsItRuns(byte[] model) throws OrtException {
    return assertReadsAsItRuns(model, 1e-5);
  }

  static Graph assertReadsAsItRuns(byte[] model, double tolerance) throws OrtException {
    Graph graph = OnnxReader.read(model);
    Shape declared = graph.inputs().values().iterator().next();
    for (int batch : declared.isDynamic() ? new int[] {1, 2} : new int[] {declared.dim(0)}) {
      Tensor input = picture(declared.withBatch(batch));
      List<float[]> expected = run(model, graph.inputs().keySet().iterator().next(), input);
      assertClose(GraphInterpreter.run(graph, input), expected, tolerance);
      assertClose(GraphInterpreter.run(Passes.standard(graph), input), expected, tolerance);
    }
    return graph;
  }

  static List<float[]> run(byte[] model, String name, Tensor input) throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    long[] dims = Arrays.stream(input.shape().dims()).asLongStream().toArray();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor x = OnnxTensor.createTensor(environment, input.data(), dims);
          OrtSession.Result result = session.run(Map.of(name, x))) {
        List<float[]> outputs = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
          FloatBuffer values = ((OnnxTensor) result.get(i)).getFloatBuffer();
          float[] copy = new float[values.remaining()];
          values.get(copy);
          outputs.add(copy);
        }
        return outputs;
      }
    }
  }

  /** Random numbers of −4 … 4. */
  static Tensor picture(Shape shape) {
    SplittableRandom random = new SplittableRandom(11);
    float[] data = new float[shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (8 * random.nextDouble() - 4);
    }
    return Tensor.of(shape, data);
  }

  private static void assertClose(List<double[]> actual, List<float[]> expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).hasSize(expected.get(i).length);
      double largest = 0;
      double difference = 0;
      for (int k = 0; k < expected.get(i).length; k++) {
        largest = Math.max(largest, Math.abs(expected.get(i)[k]));
        difference = Math.max(difference, Math.abs(expected.get(i)[k] - actual.get(i)[k]));
      }
      assertThat(difference).isLessThanOrEqualTo(tolerance * Math.max(1e-3, largest));
    }
  }
}
