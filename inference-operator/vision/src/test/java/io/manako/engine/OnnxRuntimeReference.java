package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.manako.tensor.ImageLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What ONNX Runtime answers to the Java engine's pictures. */
final class OnnxRuntimeReference {
  private static final float TOLERANCE = 1e-4f;

  private OnnxRuntimeReference() {}

  /** The outputs for the first {@code count} pictures, in the file's order. */
  static List<float[]> run(byte[] model, EngineInput input, int count) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model)) {
      return run(session, input, count);
    }
  }

  static List<float[]> run(OrtSession session, EngineInput input, int count) throws OrtException {
    ImageLayout l = input.layout();
    long[] shape = {count, l.channels(), l.height(), l.width()};
    String name = session.getInputNames().iterator().next();
    FloatBuffer pictures = FloatBuffer.wrap(planar(input, count));
    try (OnnxTensor in = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pictures, shape);
        OrtSession.Result result = session.run(Map.of(name, in))) {
      List<float[]> outputs = new ArrayList<>();
      for (int i = 0; i < result.size(); i++) {
        FloatBuffer data = ((OnnxTensor) result.get(i)).getFloatBuffer();
        float[] values = new float[data.remaining()];
        data.get(values);
        outputs.add(values);
      }
      return outputs;
    }
  }

  private static float[] planar(EngineInput input, int count) {
    ImageLayout l = input.layout();
    ImageLayout planar = ImageLayout.nchw(count, l.channels(), l.height(), l.width());
    float[] nchw = new float[planar.end()];
    for (int i = 0; i < nchw.length; i++) {
      int x = i % l.width();
      int y = i / l.width() % l.height();
      int c = i / l.width() / l.height() % l.channels();
      nchw[i] = input.data().get(l.index(i / planar.imageStride(), c, y, x));
    }
    return nchw;
  }

  /** Asserts that no number differs by more than a share of the largest. */
  static void assertClose(String name, float[] actual, float[] expected) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    float largest = 0;
    float difference = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.isFinite(actual[i])).as("%s[%d] is finite", name, i).isTrue();
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    assertThat(difference).as(name).isLessThanOrEqualTo(TOLERANCE * largest);
  }
}
