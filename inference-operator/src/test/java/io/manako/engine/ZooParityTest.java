package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.manako.engine.kernel.KernelSelection;
import io.manako.graph.Graph;
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

  @ParameterizedTest
  @MethodSource("io.manako.zoo.Zoo#models")
  void bothEnginesGiveTheSameAnswers(ZooModel model) throws OrtException {
    // Built twice: weights that the file holds already need no memory beside it.
    byte[] file = OnnxWriter.toBytes(model.build(small(model)));
    Graph graph = model.build(small(model));
    assertThat(GraphStats.of(OnnxReader.read(file)).multiplyAdds())
        .isEqualTo(GraphStats.of(graph).multiplyAdds());
    EngineOptions options = TestNetworks.options(1, MOST);
    try (JavaEngine engine =
            JavaEngine.of(graph, options, model.name(), KernelSelection.kernels());
        OrtSession session = OrtEnvironment.getEnvironment().createSession(file)) {
      EngineInput input = TestNetworks.pictures(engine);
      for (int count : new int[] {1, MOST}) {
        List<float[]> expected = OnnxRuntimeReference.run(session, input, count);
        List<Tensor> actual = engine.run(input, count);
        assertThat(actual).hasSameSizeAs(graph.outputs());
        for (int i = 0; i < expected.size(); i++) {
          OnnxRuntimeReference.assertClose(
              graph.outputs().get(i), actual.get(i).toArray(), expected.get(i));
        }
      }
    }
  }

  private static Variant small(ZooModel model) {
    Variant variant = model.scalable() ? model.variant().withWidth(0.5) : model.variant();
    return variant.withClasses(CLASSES).withSize(SIZES.getOrDefault(model.name(), SMALL));
  }
}
