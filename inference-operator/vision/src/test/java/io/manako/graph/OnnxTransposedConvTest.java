package io.manako.graph;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.manako.graph.passes.Passes;
import io.manako.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "2, NOTSET, 0, 0",
    "4, SAME_UPPER, 0, 0",
    "1, SAME_LOWER, 0, 0",
    "1, VALID, 0, 0",
    "1, NOTSET, 9, 13",
    "1, NOTSET, 12, 16",
    "2, SAME_UPPER, 9, 14"
  })
  void groupsAutomaticPaddingAndSizesAreRead(int groups, String auto, int rows, int columns)
      throws Exception {
    OnnxSketch sketch = reading(13, -1, 4, 5, 7).weight("w", 4, 3, 3, 3);
    AttributeProto group = attribute("group", groups);
    AttributeProto pad = attribute("auto_pad", auto);
    AttributeProto size = attribute("output_shape", new long[] {rows, columns});
    AttributeProto[] all = {TWOS, group, pad, size};
    sketch.node("ConvTranspose", "y", "x w", Arrays.copyOf(all, rows == 0 ? 3 : 4));
    OnnxRuntimeJudge.assertReadsAsItRuns(sketch.writing("y", 4));
  }
}
