package io.manako.graph;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.Variant;
import io.manako.zoo.Variant.Padding;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be run are refused with a sentence that names the node. */
class MalformedOnnxTest {

  @Test
  void anUnknownOperatorIsNamedWithItsNode() {
    assertRefused(
        reading(13, -1, 2, 4, 4).node("Einsum", "y", "x").writing("y", 4),
        "node y.node (Einsum)",
        "Einsum of opset 13 is not known",
        "--engine onnxruntime");
  }

  @Test
  void anOperatorOfAnotherDomainIsNamedWithItsNode() {
    byte[] model =
        reading(13, -1, 2, 4, 4)
            .node("Relu", "y", "x")
            .changed(g -> g.getNodeBuilder(0).setDomain("com.microsoft"))
            .writing("y", 4);
    assertRefused(model, "node y.node (Relu)", "com.microsoft");
  }

  @Test
  void aCycleIsRefusedAtTheFirstNodeThatReadsAhead() {
    assertRefused(
        reading(13, -1, 2, 4, 4).node("Add", "a", "x b").node("Relu", "b", "a").writing("b", 4),
        "node a.node (Add)",
        "reads b");
  }

  @Test
  void aValueThatIsWrittenTwiceIsRefused() {
    assertRefused(
        reading(13, -1, 2, 4, 4).node("Relu", "a", "x").node("Sigmoid", "a", "x").writing("a", 4),
        "node a.node.2 (Sigmoid)",
        "second time");
  }

  @Test
  void weightsInAnotherFileAreRefused() {
    TensorProto external =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(DataType.FLOAT_VALUE)
            .addDims(2)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"))
            .build();
    assertRefused(
        reading(13, -1, 2).tensor(external).node("Add", "y", "x w").writing("y", 2),
        "weight w",
        "another file");
  }

  @Test
  void weightsWithFewerNumbersThanTheirShapeAreRefused() {
    TensorProto small =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(DataType.FLOAT_VALUE)
            .addDims(1000)
            .addDims(1000)
            .addFloatData(1)
            .build();
    assertRefused(
        reading(13, -1, 2).tensor(small).node("Add", "y", "x w").writing("y", 2),
        "w of shape [1000, 1000]");
  }

  @Test
  void aHugeInputIsRefused() {
    assertRefused(
        reading(13, -1, 3, 1 << 20, 1 << 20).node("Relu", "y", "x").writing("y", 4),
        "input x",
        "too large");
  }

  @Test
  void aConstantOfHugeShapeIsRefusedBeforeItIsMade() {
    assertRefused(
        reading(13, -1, 2)
            .ints("s", 30000, 30000)
            .node("ConstantOfShape", "c", "s")
            .writing("c", 2),
        "node c.node (ConstantOfShape)",
        "900000000");
  }

  @Test
  void manyLargeConstantsAreRefusedTogether() {
    OnnxSketch sketch = reading(13, -1, 2).ints("s", 2000, 2000);
    for (int i = 0; i < 10; i++) {
      sketch.node("ConstantOfShape", "c" + i, "s");
    }
    assertRefused(sketch.writing("c9", 2), "(ConstantOfShape)", "computed constants hold over");
  }

  @Test
  void aPaddingThatMakesAHugeMapIsRefused() {
    assertRefused(
        reading(13, -1, 2, 4, 4)
            .ints("pads", 0, 0, 0, 0, 0, 0, 1_000_000, 1_000_000)
            .node("Pad", "y", "x pads")
            .writing("y", 4),
        "node y.node (Pad)",
        "too large");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 26})
  void anOperatorSetOutsideOfTheKnownOnesIsRefused(int opset) {
    assertRefused(
        reading(opset, -1, 2, 4, 4).node("Relu", "y", "x").writing("y", 4),
        "operator set " + opset,
        "export");
  }

  @Test
  void anInputWithOpenHeightIsRefused() {
    assertRefused(
        reading(13, -1, 3, -1, 224).node("Relu", "y", "x").writing("y", 4), "input x", "open");
  }

  @Test
  void anInputOfLongIntegersIsRefused() {
    assertRefused(
        new OnnxSketch(13)
            .input("image", DataType.INT64_VALUE, -1, 224, 224, 3)
            .node("Relu", "y", "image")
            .writing("y", 4),
        "input image",
        "INT64",
        "input.constants.image");
  }

  @Test
  void aReshapeThatMixesPicturesOfABatchIsRefused() {
    assertRefused(
        reading(13, -1, 2, 4, 4)
            .ints("s", 1, -1)
            .weight("w", 3, 32)
            .node("Reshape", "r", "x s")
            .node("Gemm", "y", "r w", attribute("transB", 1))
            .writing("y", 2),
        "node y.node (Gemm)",
        "matrices of shapes");
  }

  @Test
  void computedWeightsAreRefused() {
    assertRefused(
        reading(13, -1, 2, 3, 3).node("Conv", "y", "x x").writing("y", 4),
        "node y.node (Conv)",
        "must be a constant");
  }

  @Test
  void windowsWithoutSizeAreRefused() {
    assertRefused(
        reading(13, -1, 2, 9, 9)
            .node("MaxPool", "y", "x", attribute("kernel_shape", new long[] {0, 3}))
            .writing("y", 4),
        "node y.node (MaxPool)",
        "no window");
  }

  @Test
  void garbageIsRefused() {
    byte[] garbage = new byte[4096];
    new SplittableRandom(3).nextBytes(garbage);
    assertRefused(garbage, "no ONNX file");
    assertRefused(new byte[0], "no ONNX file");
  }

  @Test
  void aFileCutShortAnywhereIsRefusedOrReadButNeverCrashes() {
    byte[] whole =
        OnnxWriter.toBytes(MobileNetV1.build(new Variant(0.25, 10, 32, Padding.SAME, 1)));
    int refused = 0;
    for (int cut = 1; cut < whole.length; cut += whole.length / 97) {
      refused += isRefused(Arrays.copyOf(whole, whole.length - cut)) ? 1 : 0;
    }
    assertThat(refused).isGreaterThanOrEqualTo(97);
  }

  @Test
  void aFlippedBitNeverCrashesTheReader() {
    byte[] whole =
        OnnxWriter.toBytes(MobileNetV1.build(new Variant(0.25, 10, 32, Padding.SAME, 1)));
    SplittableRandom random = new SplittableRandom(5);
    int read = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      // The structure lies behind the weights.
      int at = whole.length - 1 - random.nextInt(20_000);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      read += isRefused(damaged) ? 0 : 1;
    }
    assertThat(read).isBetween(1, 199);
  }

  private static boolean isRefused(byte[] model) {
    try {
      OnnxReader.read(model);
      return false;
    } catch (MalformedModelException e) {
      assertThat(e.getMessage()).isNotBlank();
      return true;
    }
  }

  private static void assertRefused(byte[] model, String... fragments) {
    assertThatThrownBy(() -> OnnxReader.read(model))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContainingAll(fragments);
  }
}
