package io.manako.graph;

import static io.manako.graph.OnnxRuntimeJudge.assertReadsAsItRuns;
import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.passes.Passes;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import io.manako.zoo.Variant.Padding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exporters write is read as ONNX Runtime runs it. */
class OnnxReaderTest {
  private static final AttributeProto KERNEL = attribute("kernel_shape", new long[] {3, 3});
  private static final AttributeProto TWOS = attribute("strides", new long[] {2, 2});

  @Test
  void whatTheZooWritesIsReadBackWithTheSameAnswersAndTheSameCost() throws Exception {
    List<Graph> zoo =
        List.of(
            MobileNetV1.build(new Variant(0.25, 10, 64, Padding.SAME, 2)),
            MobileNetV2.build(new Variant(0.35, 10, 64, Padding.SYMMETRIC, 2)),
            MobileNetV3.large(new Variant(0.35, 10, 64, Padding.SAME, 2)),
            MobileNetV3.small(new Variant(0.35, 10, 64, Padding.SAME, 2)),
            SsdLite.mobileNetV2(new Variant(0.35, 4, 64, Padding.SAME, 2)));
    for (Graph graph : zoo) {
      Graph read = assertReadsAsItRuns(OnnxWriter.toBytes(graph), 1e-4);
      GraphStats stats = GraphStats.of(read);
      assertThat(stats.multiplyAdds()).isEqualTo(GraphStats.of(graph).multiplyAdds());
      assertThat(stats.parameters()).isEqualTo(GraphStats.of(graph).parameters());
      assertThat(Passes.standard(read).nodes()).hasSameSizeAs(Passes.standard(graph).nodes());
    }
  }

  /**
   * torch.onnx.export of Conv, BatchNorm, ReLU6, pooling, {@code x.view(x.size(0), -1)}, Linear.
   */
  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13})
  void aPyTorchClassifierWithAComputedViewIsRead(int opset) throws Exception {
    OnnxSketch sketch =
        reading(opset, -1, 3, 9, 8)
            .weight("w", 6, 3, 3, 3)
            .weight("b", 6)
            .weight("fc", 5, 6)
            .weight("fb", 5)
            .scalar("zero", 0)
            .scalar("six", 6)
            .index("first", 0)
            .ints("rest", -1)
            .ints("axis", 0)
            .node(
                "Conv",
                "c",
                "x w b",
                KERNEL,
                TWOS,
                attribute("pads", new long[] {1, 1, 1, 1}),
                attribute("group", 1))
            .node("Clip", "act", "c zero six")
            .node("GlobalAveragePool", "pool", "act")
            .node("Shape", "shape", "pool")
            .node("Gather", "batch", "shape first", attribute("axis", 0));
    AttributeProto axes = attribute("axes", new long[] {0});
    sketch =
        opset < 13
            ? sketch.node("Unsqueeze", "n", "batch", axes)
            : sketch.node("Unsqueeze", "n", "batch axis");
    byte[] model =
        sketch
            .node("Concat", "target", "n rest", attribute("axis", 0))
            .node("Reshape", "flat", "pool target")
            .node("Gemm", "y", "flat fc fb", attribute("transB", 1))
            .writing("y", 2);
    Graph graph = assertReadsAsItRuns(model);
    assertThat(graph.nodes())
        .extracting(n -> n.getClass().getSimpleName())
        .containsExactly("Conv", "Activate", "ReduceMean", "Reshape", "Dense");
    assertThat(((Node.Activate) graph.nodes().get(1)).activation()).isEqualTo(Activation.RELU6);
  }

  @Test
  void pyTorchsHardSwishBecomesOneActivation() throws Exception {
    byte[] model =
        reading(11, -1, 4, 5, 5)
            .weight("w", 4, 1, 3, 3)
            .scalar("three", 3)
            .scalar("zero", 0)
            .scalar("six", 6)
            .node(
                "Conv",
                "c",
                "x w",
                KERNEL,
                attribute("group", 4),
                attribute("pads", new long[] {1, 1, 1, 1}))
            .node("Add", "shift", "c three")
            .node("Clip", "clip", "shift zero six")
            .node("Mul", "times", "c clip")
            .node("Div", "y", "times six")
            .writing("y", 4);
    Graph passed = Passes.standard(assertReadsAsItRuns(model));
    assertThat(passed.nodes()).singleElement().isInstanceOf(FusedLayer.FusedConv.class);
  }

  @Test
  void pyTorchsSqueezeAndExciteBlockBecomesOneInvertedResidual() throws Exception {
    byte[] model =
        reading(14, -1, 4, 6, 5)
            .weight("ew", 16, 4, 1, 1)
            .weight("dw", 16, 1, 5, 5)
            .weight("sw", 8, 16, 1, 1)
            .weight("sb", 8)
            .weight("tw", 16, 8, 1, 1)
            .weight("tb", 16)
            .weight("pw", 4, 16, 1, 1)
            .node("Conv", "e", "x ew")
            .node("HardSwish", "ea", "e")
            .node(
                "Conv",
                "d",
                "ea dw",
                attribute("group", 16),
                attribute("pads", new long[] {2, 2, 2, 2}))
            .node("HardSwish", "da", "d")
            .node("GlobalAveragePool", "p", "da")
            .node("Conv", "s", "p sw sb")
            .node("Relu", "sa", "s")
            .node("Conv", "t", "sa tw tb")
            .node("HardSigmoid", "gate", "t", attribute("alpha", 1 / 6f), attribute("beta", 0.5f))
            .node("Mul", "scaled", "gate da")
            .node("Conv", "project", "scaled pw")
            .node("Add", "y", "project x")
            .writing("y", 4);
    Graph passed = Passes.standard(assertReadsAsItRuns(model));
    assertThat(passed.nodes())
        .singleElement()
        .isInstanceOfSatisfying(
            InvertedResidual.class, b -> assertThat(b.project().residual()).isEqualTo("x"));
  }

  @Test
  void pyTorchsPadWithItsTransposedPadsIsRead() throws Exception {
    byte[] model =
        reading(11, -1, 3, 4, 5)
            .ints("given", 1, 2, 0, 3)
            .ints("missing", 4)
            .ints("two", -1, 2)
            .ints("first", 0)
            .ints("last", -1)
            .ints("begin", Long.MIN_VALUE + 1)
            .ints("flat", -1)
            .node("ConstantOfShape", "zeros", "missing", zeroOfInt64())
            .node("Concat", "all", "given zeros", attribute("axis", 0))
            .node("Reshape", "pairs", "all two")
            .node("Slice", "turned", "pairs last begin first last")
            .node("Transpose", "sides", "turned", attribute("perm", new long[] {1, 0}))
            .node("Reshape", "pads", "sides flat")
            .node("Cast", "cast", "pads", attribute("to", DataType.INT64_VALUE))
            .node("Pad", "y", "x cast", attribute("mode", "constant"))
            .writing("y", 4);
    Graph graph = assertReadsAsItRuns(model);
    assertThat(graph.nodes()).singleElement().isInstanceOf(MoveNode.Pad.class);
  }

  @Test
  void pyTorchsUpsampleToAComputedSizeIsRead() throws Exception {
    byte[] model =
        reading(13, -1, 3, 4, 5)
            .ints("begin", 0)
            .ints("two", 2)
            .ints("size", 8, 10)
            .node("Shape", "shape", "x")
            .node("Slice", "head", "shape begin two")
            .node("Concat", "sizes", "head size", attribute("axis", 0))
            .node(
                "Resize",
                "y",
                "x - - sizes",
                attribute("mode", "linear"),
                attribute("coordinate_transformation_mode", "pytorch_half_pixel"))
            .writing("y", 4);
    assertReadsAsItRuns(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
  void tensorFlowsPaddingOnOddAndEvenSizesIsRead(String padding) throws Exception {
    byte[] model =
        reading(11, -1, 3, 9, 8)
            .weight("w", 6, 3, 3, 3)
            .node("Conv", "c", "x w", KERNEL, TWOS, attribute("auto_pad", padding))
            .node("MaxPool", "y", "c", KERNEL, TWOS, attribute("auto_pad", padding))
            .writing("y", 4);
    assertReadsAsItRuns(model);
  }

  /** tf2onnx: NHWC outside, Relu6 as Min of Max, mean over axes, MatMul and Add. */
  @Test
  void aTensorFlowClassifierIsRead() throws Exception {
    byte[] model =
        reading(11, -1, 8, 9, 3)
            .weight("w", 6, 3, 3, 3)
            .weight("scale", 1, 6, 1, 1)
            .weight("shift", 6, 1, 1)
            .weight("fc", 6, 5)
            .weight("fb", 5)
            .scalar("zero", 0)
            .scalar("six", 6)
            .node("Transpose", "nchw", "x", attribute("perm", new long[] {0, 3, 1, 2}))
            .node("Pad", "padded", "nchw pads", attribute("mode", "constant"))
            .ints("pads", 0, 0, 0, 0, 0, 0, 1, 1)
            .node("Conv", "c", "padded w", KERNEL, TWOS)
            .node("Mul", "m", "c scale")
            .node("Add", "a", "m shift")
            .node("Max", "low", "a zero")
            .node("Min", "act", "low six")
            .node(
                "ReduceMean",
                "pool",
                "act",
                attribute("axes", new long[] {3, -2}),
                attribute("keepdims", 1))
            .node("Squeeze", "flat", "pool", attribute("axes", new long[] {2, 3}))
            .node("MatMul", "mm", "flat fc")
            .node("Add", "logits", "mm fb")
            .node("Softmax", "y", "logits", attribute("axis", 1))
            .writing("y", 2);
    Graph passed = Passes.standard(assertReadsAsItRuns(model));
    assertThat(passed.nodes())
        .extracting(n -> n.getClass().getSimpleName())
        .containsExactly(
            "Transpose", "FusedConv", "ReduceMean", "Reshape", "FusedDense", "Softmax");
  }

  @Test
  void aDetectorsHeadWithTransposeReshapeAndConcatIsRead() throws Exception {
    byte[] model =
        reading(13, -1, 4, 3, 5)
            .weight("w", 8, 4, 1, 1)
            .ints("rows", 0, -1, 4)
            .node("Conv", "a", "x w")
            .node("Transpose", "at", "a", attribute("perm", new long[] {0, 2, 3, 1}))
            .node("Reshape", "ar", "at rows")
            .node("Transpose", "xt", "x", attribute("perm", new long[] {0, 2, 3, 1}))
            .node("Reshape", "xr", "xt rows")
            .node("Concat", "all", "ar xr", attribute("axis", 1))
            .node("Softmax", "y", "all", attribute("axis", -1))
            .writing("y", 3);
    assertReadsAsItRuns(model);
  }

  @Test
  void poolingsWithCeilModeAndCountedPaddingAreRead() throws Exception {
    AttributeProto pads = attribute("pads", new long[] {1, 0, 1, 0});
    byte[] model =
        reading(11, -1, 2, 8, 11)
            .node("MaxPool", "m", "x", KERNEL, TWOS, attribute("ceil_mode", 1))
            .node("AveragePool", "a", "x", KERNEL, TWOS, attribute("ceil_mode", 1))
            .node("Sub", "d", "m a")
            .node("AveragePool", "c", "d", KERNEL, pads, attribute("count_include_pad", 1))
            .node("GlobalMaxPool", "top", "c")
            .node("Mul", "y", "c top")
            .writing("y", 4);
    assertReadsAsItRuns(model);
  }

  @Test
  void splitsAndSlicesAlongSeveralAxesAreRead() throws Exception {
    byte[] model =
        reading(13, -1, 7, 6, 5)
            .ints("sizes", 3, 4)
            .ints("starts", 1, -4)
            .ints("ends", Long.MAX_VALUE, -1)
            .ints("axes", 1, 2)
            .ints("steps", 2, 1)
            .node("Split", "a b", "x sizes", attribute("axis", 1))
            .node("Slice", "s", "b starts ends axes steps")
            .node("Unsqueeze", "u", "s five")
            .ints("five", -1)
            .node("Squeeze", "y", "u five")
            .writing("y", 4);
    assertReadsAsItRuns(model);
  }

  @Test
  void nearestAndLinearResizingOnAllKnownGridsIsRead() throws Exception {
    for (String grid : List.of("half_pixel", "asymmetric", "align_corners")) {
      byte[] linear =
          reading(11, -1, 2, 4, 5)
              .floats("roi", new int[] {0})
              .floats("scales", new int[] {4}, 1, 1, 1.75f, 2.2f)
              .node(
                  "Resize",
                  "y",
                  "x roi scales",
                  attribute("mode", "linear"),
                  attribute("coordinate_transformation_mode", grid))
              .writing("y", 4);
      assertReadsAsItRuns(linear);
    }
    byte[] nearest =
        reading(13, -1, 2, 4, 5)
            .floats("scales", new int[] {4}, 1, 1, 2, 3)
            .node("Resize", "a", "x - scales", attribute("mode", "nearest"))
            .node(
                "Resize",
                "y",
                "a - scales",
                attribute("mode", "nearest"),
                attribute("coordinate_transformation_mode", "asymmetric"),
                attribute("nearest_mode", "floor"))
            .writing("y", 4);
    assertReadsAsItRuns(nearest);
  }

  @Test
  void theRemainingActivationsAreRead() throws Exception {
    byte[] model =
        reading(13, -1, 2, 4, 5)
            .node("LeakyRelu", "a", "x", attribute("alpha", 0.1f))
            .node("HardSigmoid", "b", "a")
            .node("Sigmoid", "c", "x")
            .node("Mul", "swish", "x c")
            .node("Dropout", "e", "swish")
            .node("Identity", "f", "e")
            .node("Clip", "g", "f - three")
            .scalar("three", 3)
            .node("Add", "y", "g b")
            .writing("y", 4);
    assertReadsAsItRuns(model);
  }

  @Test
  void quantisedWeightsAreMultipliedOutAndQuantisedActivationsSaturate() throws Exception {
    int[] w = new int[4 * 3];
    for (int i = 0; i < w.length; i++) {
      w[i] = 17 * i - 90;
    }
    byte[] model =
        reading(13, -1, 3, 5, 5)
            .bytes("wq", DataType.INT8_VALUE, new int[] {4, 3, 1, 1}, w)
            .floats("ws", new int[] {4}, 0.01f, 0.02f, 0.03f, 0.005f)
            .bytes("wz", DataType.INT8_VALUE, new int[] {4}, 0, 0, 0, 0)
            .scalar("xs", 0.02f)
            .bytes("xz", DataType.UINT8_VALUE, new int[0], 100)
            .scalar("ys", 0.05f)
            .bytes("yz", DataType.UINT8_VALUE, new int[0], 0)
            .node("DequantizeLinear", "w", "wq ws wz", attribute("axis", 0))
            .node("QuantizeLinear", "xq", "x xs xz")
            .node("DequantizeLinear", "xd", "xq xs xz")
            .node("Conv", "c", "xd w")
            .node("QuantizeLinear", "yq", "c ys yz")
            .node("DequantizeLinear", "y", "yq ys yz")
            .writing("y", 4);
    // Two roundings: half a step of x through the weights, half a step of y.
    assertReadsAsItRuns(model, 0.02);
  }

  @Test
  void halfPrecisionWeightsBecomeSingle() {
    assertThat(HalfPrecision.toFloat((short) 0x3c00)).isEqualTo(1f);
    assertThat(HalfPrecision.toFloat((short) 0xc500)).isEqualTo(-5f);
    assertThat(HalfPrecision.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(HalfPrecision.toFloat((short) 0x7bff)).isEqualTo(65504f);
    assertThat(HalfPrecision.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(HalfPrecision.toFloat((short) 0x7e00)).isNaN();
  }

  private static AttributeProto zeroOfInt64() {
    return AttributeProto.newBuilder()
        .setName("value")
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(
            ai.onnx.proto.OnnxMl.TensorProto.newBuilder()
                .setDataType(DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(0))
        .build();
  }
}
