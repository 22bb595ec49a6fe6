package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxReader;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Both engines on one file: the Java engine answers as ONNX Runtime does, or refuses the file. */
final class OnnxParity {
  private OnnxParity() {}

  /** How it ended; {@code refusal} is the Java engine's, null if it answered. */
  record Outcome(boolean judged, @Nullable String refusal) {}

  /** Throws {@link AssertionError} if the Java engine answers otherwise than ONNX Runtime. */
  static Outcome judge(byte[] model, String what) {
    Outcome batch = judgeAsItIs(model, what);
    return batch.refusal() == null ? batch : judgeAsItIs(forOnePicture(model), what);
  }

  /** Returns the file as the engine reads it if it cannot run a batch: for one picture. */
  private static byte[] forOnePicture(byte[] model) {
    try {
      ModelProto.Builder proto = ModelProto.parseFrom(model).toBuilder();
      TensorShapeProto.Builder shape =
          proto
              .getGraphBuilder()
              .getInputBuilder(0)
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder();
      if (!shape.getDim(0).hasDimValue()) {
        shape.getDimBuilder(0).setDimValue(1);
      }
      return proto.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome judgeAsItIs(byte[] model, String what) {
    try {
      Graph graph = OnnxReader.read(model);
      Shape input = graph.inputs().values().iterator().next();
      int batch = input.isDynamic() ? 3 : input.dim(0);
      try (JavaEngine engine = JavaEngine.of(graph, TestNetworks.options(1, batch), what)) {
        return new Outcome(compare(engine, model, what, batch), null);
      }
    } catch (MalformedModelException | EngineException e) {
      return new Outcome(false, e.getMessage());
    }
  }

  private static boolean compare(JavaEngine engine, byte[] model, String what, int batch) {
    EngineInput input = TestNetworks.pictures(engine);
    List<float[]> expected;
    // Its own fusions are not always right: it moves zeros into the padding of a maximum.
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      settings.setIntraOpNumThreads(1);
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model, settings)) {
        expected = OnnxRuntimeReference.run(session, input, batch);
      }
    } catch (OrtException e) {
      return false;
    }
    List<Tensor> actual = engine.run(input, batch);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(what, actual.get(i).toArray(), expected.get(i));
    }
    return true;
  }

  private static void assertClose(String what, float[] actual, float[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 1e-3;
    for (float v : expected) {
      largest = Float.isFinite(v) ? Math.max(largest, Math.abs(v)) : largest;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same = Float.compare(actual[i], expected[i]) == 0;
      boolean near = Math.abs(actual[i] - expected[i]) <= 1e-4 * largest;
      assertThat(same || near)
          .as("%s: number %d is %s, not %s", what, i, actual[i], expected[i])
          .isTrue();
    }
  }
}
