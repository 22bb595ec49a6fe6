package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.manako.engine.kernel.KernelSelection;
import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.OnnxWriter;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java engine against ONNX Runtime, and against itself. */
final class JavaEngineTest {
  private static final int MOST = 8;
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @ParameterizedTest
  @MethodSource("io.manako.engine.TestNetworks#all")
  void itAgreesWithOnnxRuntimeAtEveryBatchSize(Graph graph) throws OrtException {
    try (JavaEngine engine = open(graph, 1, MOST)) {
      EngineInput input = TestNetworks.pictures(engine);
      for (int count : new int[] {1, 3, MOST}) {
        List<float[]> expected = OnnxRuntimeReference.run(OnnxWriter.toBytes(graph), input, count);
        List<Tensor> actual = engine.run(input, count);
        for (int i = 0; i < expected.size(); i++) {
          OnnxRuntimeReference.assertClose(
              engine.outputNames().get(i), actual.get(i).toArray(), expected.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.manako.engine.TestNetworks#all")
  void aPictureHasTheSameBitsAloneInABatchAndOnTwoThreads(Graph graph) {
    List<float[]> alone = new ArrayList<>();
    try (JavaEngine engine = open(graph, 1, 1)) {
      EngineInput input = TestNetworks.pictures(engine);
      engine.run(input, 1).forEach(t -> alone.add(t.toArray()));
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (JavaEngine engine = open(graph, threads, MOST)) {
        EngineInput input = TestNetworks.pictures(engine);
        for (int count : new int[] {1, 2, 5, MOST}) {
          assertFirst(engine.run(input, count), alone);
        }
      }
    }
  }

  @Test
  void everyVectorWidthAndPlainJavaGiveTheSameBits() throws IOException {
    int widest = KernelSelection.kernels().block() * Float.SIZE;
    List<String> flags = new ArrayList<>(List.of(MODULE, "-Dmanako.vectorBits=0"));
    String plain = ChildJvm.lastLine(DigestProbe.class, flags);
    for (int bits = 128; bits <= widest; bits *= 2) {
      flags.set(1, "-Dmanako.vectorBits=" + bits);
      assertThat(ChildJvm.lastLine(DigestProbe.class, flags)).as("%d bit", bits).isEqualTo(plain);
    }
    assertThat(ChildJvm.lastLine(DigestProbe.class, List.of())).as("no module").isEqualTo(plain);
  }

  private static void assertFirst(List<Tensor> outputs, List<float[]> expected) {
    for (int i = 0; i < outputs.size(); i++) {
      float[] first = new float[expected.get(i).length];
      outputs.get(i).data().get(0, first);
      assertThat(first).as("output %d", i).containsExactly(expected.get(i));
    }
  }

  @Test
  void enginesOfOneNetworkShareTheirWeights() {
    Graph graph = TestNetworks.v1();
    try (JavaEngine first = JavaEngine.of(graph, TestNetworks.options(1, 1), "shared");
        JavaEngine second = JavaEngine.of(graph, TestNetworks.options(1, 4), "shared")) {
      first.close();
      first.close();
      assertThat(second.run(TestNetworks.pictures(second), 4)).hasSize(1);
      assertThatThrownBy(() -> first.run(second.newInput(), 1))
          .isInstanceOf(EngineException.class)
          .hasMessage("the engine is closed");
    }
  }

  @Test
  void aCountOutsideTheBatchIsRefused() {
    try (JavaEngine engine = open(OddNetwork.graph(), 1, 2)) {
      assertThatThrownBy(() -> engine.run(engine.newInput(), 3))
          .isInstanceOf(EngineException.class)
          .hasMessage("a run takes 1 to 2 pictures, not 3");
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.Kind.class)
  void everyActivationAgreesWithOnnxRuntime(Activation.Kind kind) throws OrtException {
    Graph graph =
        OddNetwork.activated(new Activation(kind, kind == Activation.Kind.NONE ? 0 : -0.5f, 0.75f));
    try (JavaEngine engine = open(graph, 1, 2)) {
      EngineInput input = TestNetworks.pictures(engine);
      float[] expected = OnnxRuntimeReference.run(OnnxWriter.toBytes(graph), input, 2).get(0);
      OnnxRuntimeReference.assertClose(
          kind.name(), engine.run(input, 2).get(0).toArray(), expected);
    }
  }

  @Test
  void anOperatorThatItLacksIsNamedWithItsNode() {
    Node softmax = new Node.Softmax("over-the-batch", "y", "x", 0);
    Graph graph =
        new Graph(
            "g", Map.of("x", Shape.of(-1, 3, 4, 4)), Map.of(), List.of(softmax), List.of("y"));
    assertThatThrownBy(() -> open(graph, 1, 2))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("over-the-batch (softmax)")
        .hasMessageContaining("--engine onnxruntime");
  }

  private static JavaEngine open(Graph graph, int threads, int batch) {
    return JavaEngine.of(
        graph, TestNetworks.options(threads, batch), graph, KernelSelection.kernels());
  }
}
