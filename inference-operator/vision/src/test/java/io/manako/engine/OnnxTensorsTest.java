package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.manako.graph.OnnxSketch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators without fast kernels answer as ONNX Runtime does. */
final class OnnxTensorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Abs",
        "Atan",
        "Cos",
        "Erf",
        "Exp",
        "Neg",
        "Reciprocal",
        "Round",
        "Sign",
        "Sin",
        "Sinh",
        "Softplus",
        "Softsign",
        "Tanh",
        "Elu",
        "Selu",
        "Celu",
        "ThresholdedRelu",
        "Shrink",
        "Mish",
        "Gelu",
        "Floor",
        "Ceil",
        "Cosh",
        "Asinh",
        "Tan"
      })
  void aFunctionOfOneElementIsComputed(String type) {
    assertAnswered(type, reading(20, -1, 2, 5, 5).node(type, "y", "x"), 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Log", "Sqrt", "Acosh"})
  void aFunctionOfNumbersAboveOneIsComputed(String type) {
    OnnxSketch sketch = reading(13, -1, 2, 5, 5).scalar("one", 1).node("Mul", "s", "x x");
    assertAnswered(type, sketch.node("Add", "p", "s one").node(type, "y", "p"), 4);
  }

  @ParameterizedTest
  @CsvSource({
    "Pow, 1",
    "PRelu, 2",
    "Equal, 1",
    "Less, 2",
    "LessOrEqual, 2",
    "Greater, 2",
    "GreaterOrEqual, 2",
    "Max, 2",
    "Min, 2",
    "Mean, 2",
    "Sum, 2",
    "Div, 2"
  })
  void aFunctionOfTwoElementsIsComputedWithBroadcasting(String type, int channels) {
    OnnxSketch sketch = reading(16, -1, 2, 5, 5).weight("k", channels, 1, 5);
    sketch.node("Abs", "p", "x").node(type, "t", "p k");
    boolean compares = type.contains("Less") || type.contains("Greater") || type.equals("Equal");
    sketch.node(compares ? "Cast" : "Identity", "y", "t", toFloat(compares));
    assertAnswered(type, sketch, 4);
  }

  private static AttributeProto[] toFloat(boolean casts) {
    return casts ? new AttributeProto[] {attribute("to", 1)} : new AttributeProto[0];
  }

  @ParameterizedTest
  @CsvSource({
    "ReduceSum, 1",
    "ReduceMax, 3",
    "ReduceMin, 2",
    "ReduceProd, -1",
    "ReduceL1, 1",
    "ReduceL2, 1",
    "ReduceSumSquare, 2",
    "ReduceLogSumExp, 1",
    "ReduceMean, 1"
  })
  void aReductionIsComputed(String type, int axis) {
    OnnxSketch sketch = reading(18, -1, 3, 4, 5).ints("axes", axis);
    assertAnswered(type, sketch.node(type, "y", "x axes", attribute("keepdims", 0)), 3);
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        Arguments.of("attention", attention(), 3),
        Arguments.of(
            "a product of matrices of any rank",
            reading(13, -1, 2, 5, 4).weight("w", 2, 4, 3).node("MatMul", "y", "x w"),
            4),
        Arguments.of(
            "a choice",
            reading(16, -1, 2, 5, 5)
                .scalar("zero", 0)
                .weight("k", 5)
                .node("Less", "c", "x zero")
                .node("Where", "y", "c x k"),
            4),
        Arguments.of(
            "an expansion",
            reading(13, -1, 2, 1, 5).ints("s", 1, 2, 3, 5).node("Expand", "y", "x s"),
            4),
        Arguments.of(
            "a repetition",
            reading(13, -1, 2, 3, 2).ints("r", 1, 2, 1, 3).node("Tile", "y", "x r"),
            4),
        Arguments.of(
            "the largest elements",
            reading(13, -1, 2, 3, 7)
                .ints("k", 3)
                .node("TopK", "v i", "x k", attribute("axis", 3))
                .node("Cast", "f", "i", attribute("to", 1))
                .node("Add", "y", "v f"),
            4),
        Arguments.of(
            "the index of the least element",
            reading(13, -1, 4, 3, 2)
                .node("ArgMin", "i", "x", attribute("axis", 1))
                .node("Cast", "y", "i", attribute("to", 1)),
            4),
        Arguments.of(
            "elements at computed indices",
            reading(13, -1, 4, 3, 5)
                .node("ArgMax", "i", "x", attribute("axis", 3))
                .node("GatherElements", "y", "x i", attribute("axis", 3)),
            4),
        Arguments.of(
            "depth to space",
            reading(13, -1, 8, 3, 5)
                .node(
                    "DepthToSpace", "y", "x", attribute("blocksize", 2), attribute("mode", "CRD")),
            4),
        Arguments.of(
            "space to depth",
            reading(13, -1, 2, 4, 6).node("SpaceToDepth", "y", "x", attribute("blocksize", 2)),
            4),
        Arguments.of(
            "an instance normalisation",
            reading(13, -1, 3, 4, 5)
                .weight("s", 3)
                .weight("b", 3)
                .node("InstanceNormalization", "y", "x s b"),
            4),
        Arguments.of(
            "a layer normalisation",
            reading(17, -1, 3, 4, 5)
                .weight("s", 5)
                .weight("b", 5)
                .node("LayerNormalization", "y", "x s b"),
            4),
        Arguments.of(
            "a group normalisation",
            reading(21, -1, 6, 4, 5)
                .weight("s", 6)
                .weight("b", 6)
                .node("GroupNormalization", "y", "x s b", attribute("num_groups", 2)),
            4),
        Arguments.of("a mirrored padding", padded("reflect"), 4),
        Arguments.of("a padding with the edge", padded("edge"), 4),
        Arguments.of(
            "rows in reverse",
            reading(13, -1, 2, 5, 5)
                .ints("s", -1)
                .ints("e", -9)
                .ints("a", 2)
                .ints("t", -2)
                .node("Slice", "y", "x s e a t"),
            4),
        Arguments.of("samples at computed positions", sampled(), 4),
        Arguments.of("a normalisation of pictures", normalised(), 4),
        Arguments.of("a cubic resize", resized("cubic", "half_pixel"), 4),
        Arguments.of("a symmetric grid", resized("linear", "half_pixel_symmetric"), 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tensors")
  void isAnsweredAsOnnxRuntimeAnswersIt(String what, OnnxSketch sketch, int rank) {
    assertAnswered(what, sketch, rank);
  }

  private static void assertAnswered(String what, OnnxSketch sketch, int rank) {
    OnnxParity.Outcome outcome = OnnxParity.judge(sketch.writing("y", rank), what);
    assertThat(outcome.refusal()).isNull();
    assertThat(outcome.judged()).isTrue();
  }

  /** Vaswani et al., "Attention is all you need", section 3.2, over the pixels of a map. */
  private static OnnxSketch attention() {
    return reading(13, -1, 8, 3, 6)
        .ints("s", 1, 8, 18)
        .scalar("root", 0.35f)
        .weight("w", 8, 8)
        .node("Reshape", "v", "x s")
        .node("Transpose", "k", "v", attribute("perm", new long[] {0, 2, 1}))
        .node("MatMul", "q", "k w")
        .node("MatMul", "d", "q v")
        .node("Mul", "e", "d root")
        .node("Softmax", "p", "e", attribute("axis", -1))
        .node("MatMul", "y", "p k");
  }

  private static OnnxSketch padded(String mode) {
    return reading(13, -1, 2, 5, 4)
        .ints("p", 0, 0, 2, 1, 0, 0, 1, 3)
        .node("Pad", "y", "x p", attribute("mode", mode));
  }

  private static OnnxSketch sampled() {
    return reading(16, -1, 2, 5, 5)
        .ints("s", 1, 5, 5, 2)
        .node("Reshape", "g", "x s")
        .node("GridSample", "y", "x g", attribute("padding_mode", "border"));
  }

  private static OnnxSketch normalised() {
    return reading(13, -1, 3, 4, 5)
        .weight("s", 3)
        .weight("b", 3)
        .weight("m", 3)
        .floats("v", new int[] {3}, 1, 2, 3)
        .node("BatchNormalization", "y", "x s b m v");
  }

  private static OnnxSketch resized(String mode, String grid) {
    return reading(19, -1, 2, 6, 5)
        .floats("s", new int[] {4}, 1, 1, 1.5f, 0.6f)
        .node(
            "Resize",
            "y",
            "x - s",
            attribute("mode", mode),
            attribute("coordinate_transformation_mode", grid));
  }
}
