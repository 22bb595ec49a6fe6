package io.manako.graph;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.manako.graph.passes.Passes;
import io.manako.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Transposed convolutions and response normalisation, as PyTorch exports them. */
class OnnxTransposedConvTest {
  private static final AttributeProto TWOS = attribute("strides", new long[] {2, 2});
  private static final AttributeProto ONES = attribute("pads", new long[] {1, 1, 1, 1});
  private static final AttributeProto GROWN = attribute("output_padding", new long[] {1, 1});

  @Test
  void outputPaddingGrowsTheMapBelowAndRight() throws Exception {
    Graph graph = OnnxRuntimeJudge.assertReadsAsItRuns(upsampling(GROWN));
    assertThat(ShapeInference.infer(graph, 3)).containsEntry("y", Shape.of(3, 6, 10, 14));
  }

  @Test
  void itsNormalisationFoldsIntoItsWeights() throws Exception {
    Graph graph = OnnxRuntimeJudge.assertReadsAsItRuns(upsampling(attribute("group", 1)));
    Graph passed = Passes.standard(graph);
    assertThat(passed.nodes()).noneMatch(n -> n instanceof Node.BatchNorm);
  }

  private static byte[] upsampling(AttributeProto extra) {
    return reading(17, -1, 4, 5, 7)
        .weight("w", 4, 6, 3, 3)
        .weight("b", 6)
        .weight("scale", 6)
        .weight("shift", 6)
        .weight("mean", 6)
        .floats("variance", new int[] {6}, 1, 2, 3, 4, 5, 6)
        .node("ConvTranspose", "up", "x w b", TWOS, ONES, extra)
        .node("BatchNormalization", "n", "up scale shift mean variance")
        .node("Relu", "y", "n")
        .writing("y", 4);
  }

  @Test
  void responseNormalisationIsRead() throws Exception {
    OnnxRuntimeJudge.assertReadsAsItRuns(
        reading(13, -1, 6, 3, 4)
            .node("LRN", "y", "x", attribute("size", 3), attribute("alpha", 0.3f))
            .writing("y", 4));
  }

  @Test
  void groupsOfTransposedConvolutionsAreRefusedByName() {
    byte[] model =
        reading(13, -1, 4, 5, 7)
            .weight("w", 4, 3, 3, 3)
            .node("ConvTranspose", "y", "x w", attribute("group", 2))
            .writing("y", 4);
    assertThatThrownBy(() -> OnnxReader.read(model))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("node y.node (ConvTranspose)")
        .hasMessageContaining("group is 2");
  }
}
