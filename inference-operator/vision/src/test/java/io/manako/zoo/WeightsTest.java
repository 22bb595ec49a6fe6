package io.manako.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxWriter;
import io.manako.model.ModelException;
import io.manako.zoo.Variant.Padding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of files in the zoo's networks. */
class WeightsTest {
  private static final Variant SMALL = new Variant(0.25, 10, 32, Padding.SAME, 1);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTrainedWeights() throws IOException {
    file = folder.resolve("trained.onnx");
    OnnxWriter.write(MobileNetV1.build(SMALL), file);
  }

  private static Graph otherSeed(Variant v) {
    return MobileNetV1.build(new Variant(v.width(), v.classes(), v.size(), v.padding(), 99));
  }

  @Test
  void aWrittenNetworksWeightsComeBack() throws IOException {
    Graph trained = MobileNetV1.build(SMALL);
    Graph loaded = Weights.ofOnnx(file).into(otherSeed(SMALL));
    assertThat(loaded.constants()).isEqualTo(trained.constants());
    assertThat(loaded.constants()).isNotEqualTo(otherSeed(SMALL).constants());
  }

  @Test
  void aTensorThatDoesNotFitIsNamedWithBothShapes() throws IOException {
    Weights weights = Weights.ofOnnx(file);
    assertThatThrownBy(() -> weights.into(MobileNetV1.build(SMALL.withClasses(11))))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "tensor logits/weights of trained.onnx has shape [10x256], but mobilenet-v1 needs"
                + " [11x256]");
  }

  @Test
  void aTensorThatIsMissingIsNamedWithTheNearestOne() throws IOException {
    Weights weights = Weights.ofOnnx(file);
    UnaryOperator<String> names = name -> name.replace("stem/conv/", "stem/convolution/");
    assertThatThrownBy(() -> weights.into(MobileNetV1.build(SMALL), names))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "trained.onnx has no tensor stem/convolution/weights for the constant"
                + " stem/conv/weights of mobilenet-v1")
        .hasMessageContaining("nearest stem/conv/weights");
  }

  @Test
  void aFileCutShortIsRefused() throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length / 2));
    assertThatThrownBy(() -> Weights.ofOnnx(file))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("trained.onnx is no ONNX file or is cut short");
  }

  @Test
  void tensorFlowsOrderOfAxesIsTurned() throws IOException {
    Graph net = separable();
    Graph loaded = Weights.ofTfjs(tfjs(3 * 4 + 9 * 4)).into(net);
    // [row 0, column 0, in 2, out 1] is number 2 · 4 + 1 of the file.
    assertThat(loaded.constants().get("pw/conv/weights").data().get(1 * 3 + 2)).isEqualTo(9);
    // [row 1, column 0, channel 3, 0] is number (3 · 4 + 3) of the depthwise weights.
    assertThat(loaded.constants().get("dw/conv/weights").data().get(3 * 9 + 3)).isEqualTo(12 + 15);
  }

  @Test
  void aTensorFlowFileCutShortIsRefused() throws IOException {
    Path json = tfjs(3 * 4 + 9 * 4 - 1);
    assertThatThrownBy(() -> Weights.ofTfjs(json))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("the weights need 192 bytes");
  }

  private static Graph separable() {
    NetworkBuilder net = new NetworkBuilder("separable", SMALL);
    FeatureMap x = net.bareConv("pw", net.image(), ConvLayer.pointwise(4, Activation.NONE));
    ConvLayer dw = ConvLayer.depthwise(4, 3, 1, Activation.NONE);
    return net.build(net.bareConv("dw", x, dw).value());
  }

  /** A model whose weights are 0, 1, 2, … */
  private Path tfjs(int numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < numbers; i++) {
      bytes.putFloat(i);
    }
    Files.write(folder.resolve("weights.bin"), bytes.array());
    return Files.writeString(
        folder.resolve("model.json"),
        """
        {"modelTopology": {},
         "weightsManifest": [{"paths": ["weights.bin"], "weights": [
           {"name": "pw/conv/weights", "shape": [1, 1, 3, 4], "dtype": "float32"},
           {"name": "dw/conv/weights", "shape": [3, 3, 4, 1], "dtype": "float32"}]}]}
        """);
  }
}
