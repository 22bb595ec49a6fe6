package io.manako.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.manako.graph.Graph;
import io.manako.graph.GraphStats;
import io.manako.graph.ShapeInference;
import io.manako.tensor.Shape;
import io.manako.zoo.Variant.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts of the papers' published reference models, exactly. */
class PublishedCountsTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, 224, 4231976, 568740352",
    "0.75, 224, 2585560, 325400448",
    "0.5, 224, 1331592, 149497088",
    "0.25, 224, 470072, 41030272",
    "1.0, 192, 4231976, 418121728",
    "1.0, 160, 4231976, 290675200",
    "1.0, 128, 4231976, 186400768"
  })
  void mobileNetV1CountsToThePublishedFigures(double width, int size, long params, long adds) {
    assertCounts(MobileNetV1.build(Variant.imageNet(width, size)), params, adds);
  }

  @Test
  void mobileNetV1ForCifarKeepsItsRunningStatisticsApart() {
    GraphStats stats = GraphStats.of(MobileNetV1.build(new Variant(0.5, 10, 32, Padding.SAME, 1)));
    assertThat(stats.parameters()).isEqualTo(823_722);
    assertThat(stats.statistics()).isEqualTo(10_944);
    assertThat(stats.multiplyAdds()).isEqualTo(3_045_632);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 3504872, 300774272",
    "1.4, 6108776, 582195824",
    "0.75, 2636424, 209069792",
    "0.5, 1968680, 97131840",
    "0.35, 1677128, 59285808"
  })
  void mobileNetV2CountsToThePublishedFigures(double width, long params, long adds) {
    assertCounts(MobileNetV2.build(Variant.imageNet(width, 224)), params, adds);
  }

  @ParameterizedTest
  @CsvSource({"1.0, 5483032, 216589760", "0.75, 3928296, 140584216"})
  void mobileNetV3LargeCountsToThePublishedFigures(double width, long params, long adds) {
    assertCounts(MobileNetV3.large(Variant.imageNet(width, 224)), params, adds);
  }

  @ParameterizedTest
  @CsvSource({"1.0, 2542856, 56510400", "0.75, 2020768, 39482168"})
  void mobileNetV3SmallCountsToThePublishedFigures(double width, long params, long adds) {
    assertCounts(MobileNetV3.small(Variant.imageNet(width, 224)), params, adds);
  }

  @ParameterizedTest
  @CsvSource({
    "moga-a, 5159802, 304042176",
    "moga-b, 5506236, 248634720",
    "moga-c, 5488200, 221089920",
    "efficientnet-b0, 5288548, 385814752",
    "efficientnet-b1, 7794184, 686802832",
    "efficientnet-b2, 9109994, 993561872",
    "efficientnet-b3, 12233232, 1827141392",
    "efficientnet-b4, 19341616, 4393771024",
    "efficientnet-b5, 30389784, 10266384752",
    "efficientnet-b6, 43040704, 19067593536",
    "efficientnet-b7, 66347960, 37745884192"
  })
  void searchedAndScaledNetworksCountToThePublishedFigures(String name, long params, long adds) {
    ZooModel model = Zoo.find(name);
    assertCounts(model.build(model.variant()), params, adds);
  }

  /**
   * torchvision's figures, its GFLOPS to four digits; SE-ResNet-50's is that of Cadene's port of
   * the authors' model, Xception's that of Keras' trainable parameters. U-Net is without the
   * picture's other two channels 31,030,658.
   */
  @ParameterizedTest
  @CsvSource({
    "alexnet, 61100840, 0.7142",
    "vgg-16, 138357544, 15.47",
    "googlenet, 6624904, 1.498",
    "resnet-50, 25557032, 4.089",
    "densenet-121, 7978856, 2.834",
    "resnext-50-32x4d, 25028904, 4.230",
    "ssdlite-mobilenet-v3-large, 3440060, 0.5832",
    "ssd300-vgg16, 35641826, 34.86",
    "lraspp-mobilenet-v3-large, 3221538, 2.086",
    "se-resnet-50, 28088024,",
    "xception, 22855952,",
    "unet, 31031810,"
  })
  void comparedNetworksCountToThePublishedFigures(String name, long params, Double billions) {
    ZooModel model = Zoo.find(name);
    GraphStats stats = GraphStats.of(model.build(model.variant()));
    assertThat(stats.parameters()).isEqualTo(params);
    if (billions != null) {
      assertThat(stats.multiplyAdds() / 1e9).isCloseTo(billions, withinPercentage(0.05));
    }
  }

  @Test
  void bothPaddingsCostTheSame() {
    GraphStats same = GraphStats.of(MobileNetV2.build(Variant.imageNet(1, 224)));
    Variant symmetric = new Variant(1, 1000, 224, Padding.SYMMETRIC, 1);
    assertThat(GraphStats.of(MobileNetV2.build(symmetric)).multiplyAdds())
        .isEqualTo(same.multiplyAdds());
  }

  @ParameterizedTest
  @CsvSource({"300, 1917", "320, 2034"})
  void ssdLiteHasThePublishedBoxesAndSize(int size, int anchors) {
    Graph graph = SsdLite.mobileNetV2(new Variant(1, 91, size, Padding.SAME, 1));
    assertThat(graph.outputs()).containsExactly("boxes", "scores");
    assertThat(ShapeInference.infer(graph, 3))
        .containsEntry("boxes", Shape.of(3, anchors, 4))
        .containsEntry("scores", Shape.of(3, anchors, 91));
    GraphStats stats = GraphStats.of(graph);
    assertThat(stats.parameters()).isBetween(4_250_000L, 4_600_000L);
    assertThat(stats.multiplyAdds()).isBetween(650_000_000L, 900_000_000L);
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
    float[] first = stemWeights(7);
    assertThat(stemWeights(7)).isEqualTo(first);
    assertThat(stemWeights(8)).isNotEqualTo(first);
  }

  private static float[] stemWeights(long seed) {
    Graph graph = MobileNetV1.build(new Variant(0.25, 10, 32, Padding.SAME, seed));
    return graph.constants().get("stem/conv/weights").toArray();
  }

  private static void assertCounts(Graph graph, long parameters, long multiplyAdds) {
    GraphStats stats = GraphStats.of(graph);
    assertThat(stats.parameters()).isEqualTo(parameters);
    assertThat(stats.multiplyAdds()).isEqualTo(multiplyAdds);
  }
}
