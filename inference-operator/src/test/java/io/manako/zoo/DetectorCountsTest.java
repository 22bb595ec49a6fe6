package io.manako.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.GraphStats;
import io.manako.graph.ShapeInference;
import io.manako.tensor.Shape;
import org.junit.jupiter.api.Test;

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
}
