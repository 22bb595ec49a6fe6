package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnxruntime.OrtException;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxReader;
import io.manako.graph.OnnxSketch;
import io.manako.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that suppress overlapping boxes themselves keep the boxes that ONNX Runtime keeps. */
final class SuppressionInsideTest {
  private static final int BOXES = 40;
  private static final int CLASSES = 3;

  /** Form of the boxes, boxes a class, greatest overlap, threshold (below −1 for none). */
  @ParameterizedTest
  @CsvSource({"0, 5, 0.3, 0.2", "1, 5, 0.3, 0.2", "0, 40, 0.6, -2", "1, 3, 0, 0.9", "0, 9, 0.1, 2"})
  void boxesOfEachClassAreThoseOfOnnxRuntime(int centred, int most, float overlap, float threshold)
      throws OrtException {
    OnnxSketch sketch = suppressing(centred, most, overlap, threshold);
    sketch
        .ints("box", 2)
        .ints("class", 1)
        .ints("first", 0)
        .node("Gather", "b", "kept box", attribute("axis", 1))
        .node("Gather", "c", "kept class", attribute("axis", 1))
        .node("Reshape", "i", "b flat")
        .node("Gather", "corners", "boxes i", attribute("axis", 1))
        .node("Squeeze", "rows", "corners first")
        .node("Cast", "label", "c", attribute("to", 1))
        .node("Concat", "both", "rows label", attribute("axis", 1))
        .node("Unsqueeze", "y", "both first");
    assertSameRows(sketch.ints("flat", -1).writing("y", 3), 5);
  }

  @Test
  void scoresAreGatheredAtPointsThatTheSuppressionFinds() throws OrtException {
    OnnxSketch sketch = suppressing(0, 4, 0.4f, 0.1f).ints("end", 6).ints("first", 0);
    sketch.node("GatherND", "s", "scores kept").node("Slice", "y", "s first end first");
    assertSameRows(sketch.writing("y", 1), 1);
  }

  @Test
  void theIndicesThemselvesMayBeTheOutput() throws OrtException {
    OnnxSketch sketch = suppressing(0, 4, 0.4f, 0.1f);
    sketch.node("Cast", "y", "kept", attribute("to", 1));
    assertSameRows(sketch.writing("y", 2), 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Shape | kept", "ReduceMax | reals", "Relu | reals", "Softmax | reals"})
  void whateverComputesAcrossTheRowsIsRefusedByName(String type, String input) {
    OnnxSketch sketch = suppressing(0, 4, 0.4f, 0.1f);
    sketch.node("Cast", "reals", "kept", attribute("to", 1)).node(type, "y", input);
    assertThatThrownBy(() -> OnnxReader.read(sketch.writing("y", 2)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("node y.node (" + type + ")")
        .hasMessageContaining(input + ", whose number of rows depends on the picture");
  }

  private static void assertSameRows(byte[] file, int width) throws OrtException {
    try (JavaEngine engine =
        JavaEngine.of(OnnxReader.read(file), TestNetworks.options(1, 1), "suppressing")) {
      EngineInput pictures = TestNetworks.pictures(engine);
      float[] expected = OnnxRuntimeReference.run(file, pictures, 1).get(0);
      Tensor found = engine.run(pictures, 1).get(0);
      assertThat(found.toArray()).containsExactly(expected);
      assertThat(found.shape().size()).isEqualTo(expected.length);
      assertThat(expected.length % width).isZero();
      assertThat(engine.outputShapes().get(0).size()).isGreaterThanOrEqualTo(expected.length);
    }
  }

  private static OnnxSketch suppressing(int centred, int most, float overlap, float threshold) {
    AttributeProto form = attribute("center_point_box", centred);
    return reading(13, 1, 4 + CLASSES, 8, BOXES / 8)
        .ints("shape", 1, 4 + CLASSES, BOXES)
        .ints("parts", 4, CLASSES)
        .ints("most", most)
        .floats("overlap", new int[] {1}, overlap)
        .floats("threshold", new int[] {1}, threshold)
        .node("Reshape", "flatly", "x shape")
        .node("Split", "columns scores", "flatly parts", attribute("axis", 1))
        .node("Transpose", "boxes", "columns", attribute("perm", new long[] {0, 2, 1}))
        .node(
            "NonMaxSuppression",
            "kept",
            "boxes scores most overlap" + (threshold < -1 ? "" : " threshold"),
            form);
  }
}
