package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.graph.GraphStats;
import io.manako.graph.ShapeInference;
import io.manako.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What detectors and segmenters count to. */
class DetectorCountsTest {

  @Test
  void ssdLiteOnV3LargeCountsToTorchvisionsFigure() {
    Variant variant = new Variant(1, 91, 320, Variant.Padding.SYMMETRIC, 1);
    GraphStats stats = GraphStats.of(SsdLite.mobileNetV3Large(variant));
    assertThat(stats.parameters()).isEqualTo(3_440_060);
  }

  @Test
  void lrAsppCountsToTorchvisionsFigure() {
    Variant variant = new Variant(1, 21, 520, Variant.Padding.SYMMETRIC, 1);
    GraphStats stats = GraphStats.of(LrAspp.mobileNetV3Large(variant));
    assertThat(stats.parameters()).isEqualTo(3_221_538);
    assertThat(ShapeInference.infer(LrAspp.mobileNetV3Large(variant), 2))
        .containsEntry("logits", Shape.of(2, 21, 520, 520));
  }

  @Test
  void deepLabCountsToThePapersRoundedFigures() {
    Variant variant = new Variant(1, 21, 513, Variant.Padding.SAME, 1);
    GraphStats stats = GraphStats.of(DeepLabV3.mobileNetV2(variant));
    assertThat(stats.parameters()).isBetween(2_105_000L, 2_115_000L);
    assertThat(stats.multiplyAdds()).isBetween(2_735_000_000L, 2_765_000_000L);
  }

  /** V2's paper, table 6: about 20 times the work and 10 times the parameters. */
  @Test
  void yoloTakesTwentyTimesTheWorkOfSsdLite() {
    GraphStats yolo = stats("yolov2");
    GraphStats lite = stats("ssdlite-mobilenet-v2");
    assertThat(yolo.parameters()).isBetween(50_500_000L, 51_000_000L);
    assertThat((double) yolo.multiplyAdds() / lite.multiplyAdds()).isBetween(18.0, 22.0);
    assertThat((double) yolo.parameters() / lite.parameters()).isBetween(10.0, 12.0);
  }

  /** Darknet-19's detector in Keras: 50,983,561 numbers, 20,672 of them running statistics. */
  @Test
  void yoloCountsToTheFiguresOfItsWeightFile() {
    GraphStats yolo = stats("yolov2");
    assertThat(yolo.parameters() + yolo.statistics()).isEqualTo(50_983_561);
    assertThat(yolo.statistics()).isEqualTo(20_672);
  }

  /** V1's paper, section 3.1: 1/N + 1/k² of the work, 8 to 9 times less at 3×3. */
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512, 1024})
  void aSeparableConvolutionTakesEightToNineTimesLessWork(int channels) {
    NetworkBuilder net = new NetworkBuilder("pair", Variant.imageNet(1, 14));
    FeatureMap x = net.bareConv("in", net.image(), ConvLayer.pointwise(channels, NONE));
    FeatureMap full = net.bareConv("full", x, ConvLayer.full(channels, 3, 1, NONE));
    FeatureMap dw = net.bareConv("dw", x, ConvLayer.depthwise(channels, 3, 1, NONE));
    FeatureMap pw = net.bareConv("pw", dw, ConvLayer.pointwise(channels, NONE));
    List<GraphStats.Layer> layers = GraphStats.of(net.build(full.value(), pw.value())).layers();
    double separable = layers.get(2).multiplyAdds() + layers.get(3).multiplyAdds();
    double share = separable / layers.get(1).multiplyAdds();
    assertThat(share).isEqualTo(1.0 / channels + 1.0 / 9, within(1e-12));
    assertThat(1 / share).isBetween(8.0, 9.0);
  }

  private static GraphStats stats(String name) {
    ZooModel model = Zoo.find(name);
    return GraphStats.of(model.build(model.variant()));
  }
}
