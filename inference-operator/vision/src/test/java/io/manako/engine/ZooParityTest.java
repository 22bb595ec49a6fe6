package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.manako.engine.kernel.KernelSelection;
import io.manako.graph.GraphStats;
import io.manako.graph.OnnxReader;
import io.manako.graph.OnnxWriter;
import io.manako.tensor.Tensor;
import io.manako.zoo.Variant;
import io.manako.zoo.ZooModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network of the zoo on both engines, small. */
final class ZooParityTest {
  private static final int MOST = 3;
  private static final int CLASSES = 7;
  private static final int SMALL = 64;

  /** Networks that do not fit smaller pictures. */
  private static final Map<String, Integer> SIZES =
      Map.of("ssd300-vgg16", 257, "vgg-16", 32, "deeplab-v3-mobilenet-v2", 65);

  // The largest networks fill the heap, so nothing holds a graph or a file longer than needed.
  @ParameterizedTest
  @MethodSource("io.manako.zoo.Zoo#models")
  void bothEnginesGiveTheSameAnswers(ZooModel model) throws OrtException {
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file(model));
        JavaEngine engine = javaEngine(model)) {
      EngineInput input = TestNetworks.pictures(engine);
      for (int count : new int[] {1, MOST}) {
        List<float[]> expected = OnnxRuntimeReference.run(session, input, count);
        List<Tensor> actual = engine.run(input, count);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
          OnnxRuntimeReference.assertClose(
              engine.outputNames().get(i), actual.get(i).toArray(), expected.get(i));
        }
      }
    }
  }

  /** The network's file, which costs what the network costs. */
  private static byte[] file(ZooModel model) {
    byte[] file = OnnxWriter.toBytes(model.build(small(model)));
    assertThat(GraphStats.of(OnnxReader.read(file)).multiplyAdds())
        .isEqualTo(GraphStats.of(model.build(small(model))).multiplyAdds());
    return file;
  }

  private static JavaEngine javaEngine(ZooModel model) {
    EngineOptions options = TestNetworks.options(1, MOST);
    return JavaEngine.of(
        model.build(small(model)), options, model.name(), KernelSelection.kernels());
  }

  private static Variant small(ZooModel model) {
    Variant variant = model.scalable() ? model.variant().withWidth(0.5) : model.variant();
    return variant.withClasses(CLASSES).withSize(SIZES.getOrDefault(model.name(), SMALL));
  }
}
