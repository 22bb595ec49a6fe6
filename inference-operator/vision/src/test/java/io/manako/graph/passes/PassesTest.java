package io.manako.graph.passes;

import static io.manako.graph.passes.Networks.assertSameAnswers;
import static io.manako.graph.passes.Networks.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedNode;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.Graph;
import io.manako.graph.GraphStats;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import io.manako.zoo.Variant.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The standard order on whole networks. */
class PassesTest {

  @ParameterizedTest
  @EnumSource(Padding.class)
  void mobileNetV2BecomesSeventeenInvertedResidualsAndAnswersTheSame(Padding padding) {
    Graph before = MobileNetV2.build(new Variant(0.35, 10, 64, padding, 3));
    Graph after = Passes.standard(before);
    assertThat(nodes(after, InvertedResidual.class)).hasSize(17);
    assertThat(nodes(after, InvertedResidual.class).stream().filter(b -> b.expand() == null))
        .hasSize(1);
    assertThat(nodes(after, InvertedResidual.class))
        .filteredOn(b -> b.project().residual() != null)
        .hasSize(10);
    // Stem, 17 blocks, head, mean, reshape, classifier.
    assertThat(after.nodes()).hasSize(22);
    assertSameAnswers(before, after);
  }

  @Test
  void mobileNetV1BecomesThirteenSeparableConvolutionsAndAnswersTheSame() {
    Graph before = MobileNetV1.build(new Variant(0.25, 10, 64, Padding.SAME, 3));
    Graph after = Passes.standard(before);
    assertThat(nodes(after, InvertedResidual.class)).hasSize(13).allMatch(b -> b.expand() == null);
    assertSameAnswers(before, after);
  }

  @Test
  void mobileNetV3LargeKeepsItsEightGatesInsideOfItsBlocks() {
    Graph before = MobileNetV3.large(new Variant(0.35, 10, 64, Padding.SAME, 3));
    Graph after = Passes.standard(before);
    assertThat(nodes(after, InvertedResidual.class)).hasSize(15);
    assertThat(nodes(after, InvertedResidual.class)).filteredOn(b -> b.gate() != null).hasSize(8);
    assertSameAnswers(before, after);
  }

  @Test
  void mobileNetV3SmallKeepsItsNineGatesInsideOfItsBlocks() {
    Graph before = MobileNetV3.small(new Variant(0.35, 10, 64, Padding.SAME, 3));
    Graph after = Passes.standard(before);
    assertThat(nodes(after, InvertedResidual.class)).filteredOn(b -> b.gate() != null).hasSize(9);
    assertSameAnswers(before, after);
  }

  @Test
  void ssdLitesTappedExpansionStaysAValueOfItsOwn() {
    Graph before = SsdLite.mobileNetV2(new Variant(0.35, 4, 96, Padding.SAME, 3));
    Graph after = Passes.standard(before);
    assertThat(nodes(after, FusedConv.class))
        .extracting(FusedConv::name)
        .contains("block13/expand/conv");
    // 17 blocks, 4 extra layers, 6 taps of 2 heads each.
    assertThat(nodes(after, InvertedResidual.class)).hasSize(33);
    assertSameAnswers(before, after);
  }

  @Test
  void nothingThatCanBeFoldedIsLeftAndTheCostStays() {
    Graph before = MobileNetV3.large(Variant.imageNet(1, 224));
    Graph after = Passes.standard(before);
    assertThat(after.nodes())
        .noneMatch(n -> n instanceof Node.BatchNorm || n instanceof Node.Activate)
        .filteredOn(n -> !(n instanceof FusedNode))
        .allMatch(n -> n instanceof Node.ReduceMean || n instanceof MoveNode.Reshape);
    assertThat(GraphStats.of(after).multiplyAdds()).isEqualTo(GraphStats.of(before).multiplyAdds());
  }

  @Test
  void aSecondRunOfThePassesChangesNothing() {
    Graph once = Passes.standard(MobileNetV2.build(new Variant(0.35, 10, 64, Padding.SAME, 3)));
    assertThat(Passes.standard(once)).isSameAs(once);
  }
}
