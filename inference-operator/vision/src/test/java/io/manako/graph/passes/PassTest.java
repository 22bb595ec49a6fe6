package io.manako.graph.passes;

import static io.manako.graph.passes.Networks.assertSameAnswers;
import static io.manako.graph.passes.Networks.nodes;
import static io.manako.graph.passes.Networks.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.Activation;
import io.manako.graph.Filters;
import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.Node.Binary.Operator;
import io.manako.graph.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each pass alone on the smallest graphs that show it. */
class PassTest {
  private static final Window POINT = Window.square(1, 1);

  @Test
  void aBatchNormIsFoldedIntoTheConvolutionBeforeIt() {
    Graph before =
        convolving()
            .constant("s", 5)
            .constant("t", 5)
            .constant("m", 5)
            .constant("v", 5)
            .of(
                conv("c", "x", "b"),
                new Node.BatchNorm(
                    "n", "y", "c", new Node.BatchNorm.Parameters("s", "t", "m", "v"), 1e-3f));
    Graph after = new FoldBatchNorm().apply(before);
    assertThat(after.nodes()).singleElement().isInstanceOf(FusedConv.class);
    assertSameAnswers(before, after);
  }

  @Test
  void tensorFlowsMulAndAddByChannelAreFoldedIntoADepthwiseConvolution() {
    Graph before =
        reading(-1, 3, 6, 5)
            .constant("w", 3, 1, 3, 3)
            .constant("k", 1, 3, 1, 1)
            .constant("d", 3, 1, 1)
            .of(
                new LayerNode.Conv("c", "c", "x", Filters.of("w"), Window.same(3, 2, 6, 5), 3),
                new Node.Binary("mul", "mul", "k", "c", Operator.MUL),
                new Node.Binary("add", "add", "mul", "d", Operator.ADD));
    Graph after = new FoldBatchNorm().apply(before);
    assertThat(after.nodes()).singleElement().isInstanceOf(FusedConv.class);
    assertSameAnswers(before, after);
  }

  @Test
  void aConstantMinusAConvolutionIsFoldedWithItsSign() {
    Graph before =
        convolving()
            .constant("d", 5, 1, 1)
            .of(
                conv("c", "x", "b"),
                new Node.Binary("sub", "sub", "d", "c", Operator.SUB),
                new Node.Binary("div", "div", "sub", "d", Operator.DIV));
    Graph after = new FoldBatchNorm().apply(before);
    assertThat(after.nodes()).hasSize(1);
    assertSameAnswers(before, after);
  }

  @Test
  void aConstantThatVariesAlongARowIsNotFolded() {
    Graph before =
        reading(-1, 3, 4, 5)
            .constant("w", 5, 3, 1, 1)
            .constant("row", 5)
            .of(
                new LayerNode.Conv("c", "c", "x", Filters.of("w"), POINT, 1),
                new Node.Binary("add", "add", "c", "row", Operator.ADD));
    Graph after = new FoldBatchNorm().apply(before);
    assertThat(nodes(after, Node.Binary.class)).hasSize(1);
    assertSameAnswers(before, after);
  }

  @Test
  void aNormalisationOfAValueThatOthersReadIsNotFolded() {
    Graph before =
        convolving()
            .constant("k", 1, 5, 1, 1)
            .of(
                conv("c", "x", "b"),
                new Node.Binary("mul", "mul", "c", "k", Operator.MUL),
                new MoveNode.Concat("both", "both", List.of("c", "mul"), 1));
    Graph after = new FoldBatchNorm().apply(before);
    assertThat(nodes(after, Node.Binary.class)).hasSize(1);
    assertSameAnswers(before, after);
  }

  @Test
  void aMatMulAndItsAddBecomeOneDenseLayerWithItsActivation() {
    Graph before =
        reading(-1, 7)
            .constant("w", 4, 7)
            .constant("d", 4)
            .of(
                new LayerNode.Dense("c", "c", "x", Filters.of("w")),
                new Node.Binary("add", "add", "c", "d", Operator.ADD),
                new Node.Activate("act", "act", "add", Activation.RELU));
    Graph after = new FuseActivation().apply(new FoldBatchNorm().apply(before));
    assertThat(after.nodes()).singleElement().isInstanceOf(FusedDense.class);
    assertSameAnswers(before, after);
  }

  @Test
  void anActivationIsFusedBehindTheShortcut() {
    Graph before =
        reading(-1, 5, 4, 3)
            .constant("w", 5, 5, 3, 3)
            .constant("b", 5)
            .of(
                conv("c", "x", "b"),
                new Node.Binary("add", "add", "x", "c", Operator.ADD),
                new Node.Activate("act", "act", "add", Activation.RELU6));
    Graph after = new FuseActivation().apply(new FuseResidualAdd().apply(before));
    assertThat(nodes(after, FusedConv.class))
        .singleElement()
        .matches(c -> "x".equals(c.residual()) && c.activation().equals(Activation.RELU6));
    assertSameAnswers(before, after);
  }

  @Test
  void aShiftBehindTheShortcutIsFoldedAsTensorFlowsOptimiserLeavesIt() {
    Graph before =
        reading(-1, 5, 4, 3)
            .constant("w", 5, 5, 3, 3)
            .constant("d", 5, 1, 1)
            .of(
                conv("c", "x", null),
                new Node.Binary("sum", "sum", "c", "x", Operator.ADD),
                new Node.Binary("add", "add", "d", "sum", Operator.ADD));
    Graph after = Passes.standard(before);
    assertThat(after.nodes()).hasSize(1);
    assertSameAnswers(before, after);
  }

  @Test
  void ofTwoConvolutionsThatAreAddedTheLaterTakesTheSum() {
    Graph before =
        convolving()
            .constant("v", 5, 3, 1, 1)
            .of(
                conv("first", "x", "b"),
                new LayerNode.Conv("second", "second", "x", Filters.of("v"), POINT, 1),
                new Node.Binary("add", "add", "second", "first", Operator.ADD));
    Graph after = new FuseResidualAdd().apply(before);
    assertThat(after.nodes()).hasSize(2);
    assertThat(nodes(after, FusedConv.class).get(1).residual()).isEqualTo("first");
    assertSameAnswers(before, after);
  }

  @Test
  void aBroadcastAdditionIsNoShortcut() {
    Graph before =
        reading(-1, 5, 1, 1)
            .constant("w", 5, 5, 1, 1)
            .constant("u", 5, 5, 3, 3)
            .of(
                new MoveNode.Pad(
                    "pad",
                    "pad",
                    "x",
                    new MoveNode.Pad.Margins(List.of(0, 0, 1, 1), List.of(0, 0, 1, 1)),
                    0),
                new LayerNode.Conv("c", "c", "pad", Filters.of("w"), POINT, 1),
                new Node.Binary("add", "add", "c", "x", Operator.ADD));
    Graph after = new FuseResidualAdd().apply(before);
    assertThat(nodes(after, Node.Binary.class)).hasSize(1);
    assertSameAnswers(before, after);
  }

  @Test
  void aGateIsFusedWhicheverSideOfTheProductItIsOn() {
    for (boolean gateFirst : new boolean[] {false, true}) {
      Node mul =
          new Node.Binary("mul", "mul", gateFirst ? "e" : "x", gateFirst ? "x" : "e", Operator.MUL);
      Graph before =
          reading(-1, 6, 4, 3)
              .constant("sw", 2, 6, 1, 1)
              .constant("ew", 6, 2, 1, 1)
              .of(
                  new Node.ReduceMean("p", "p", "x", List.of(2, 3), true),
                  new LayerNode.Conv("s", "s", "p", Filters.of("sw"), POINT, 1),
                  new LayerNode.Conv("e", "e", "s", Filters.of("ew"), POINT, 1),
                  mul);
      Graph after = new FuseSqueezeExcite().apply(before);
      assertThat(after.nodes()).singleElement().isInstanceOf(SqueezeExcite.class);
      assertSameAnswers(before, after);
    }
  }

  @Test
  void identitiesVanishButNotTheOneThatNamesAnOutput() {
    Graph before =
        reading(-1, 3, 4, 5)
            .of(
                new MoveNode.Identity("i", "i", "x"),
                new MoveNode.Identity("j", "j", "i"),
                new Node.Activate("k", "k", "j", Activation.NONE),
                new Node.Binary("add", "add", "k", "i", Operator.ADD),
                new MoveNode.Identity("out", "out", "add"));
    Graph after = new DropIdentities().apply(before);
    assertThat(after.nodes()).extracting(Node::name).containsExactly("add", "out");
    assertSameAnswers(before, after);
  }

  @Test
  void transpositionsThatUndoEachOtherVanish() {
    Graph before =
        reading(-1, 3, 4, 5)
            .of(
                new MoveNode.Transpose("a", "a", "x", List.of(0, 2, 3, 1)),
                new MoveNode.Transpose("b", "b", "a", List.of(0, 3, 1, 2)),
                new Node.Activate("c", "c", "b", Activation.RELU));
    Graph after = new CancelTransposes().apply(before);
    assertThat(after.nodes()).extracting(Node::name).containsExactly("c");
    assertSameAnswers(before, after);
  }

  @Test
  void aPaddingOfZerosMovesIntoTheWindow() {
    Graph before =
        convolving()
            .of(
                new MoveNode.Pad(
                    "pad",
                    "pad",
                    "x",
                    new MoveNode.Pad.Margins(List.of(0, 0, 0, 1), List.of(0, 0, 1, 2)),
                    0),
                conv("c", "pad", "b"));
    Graph after = new FoldPad().apply(before);
    assertThat(after.nodes()).hasSize(1);
    assertSameAnswers(before, after);
  }

  @Test
  void aPaddingOfOnesStays() {
    Graph before =
        convolving()
            .of(
                new MoveNode.Pad(
                    "pad",
                    "pad",
                    "x",
                    new MoveNode.Pad.Margins(List.of(0, 0, 0, 1), List.of(0, 0, 1, 2)),
                    1),
                conv("c", "pad", "b"));
    assertThat(new FoldPad().apply(before)).isSameAs(before);
  }

  @Test
  void hardSwishIsRecognisedInEveryWayItIsSpelledOut() {
    Networks net = reading(-1, 3, 4, 5).scalar("three", 3).scalar("six", 6).scalar("sixth", 1 / 6f);
    Node shift = new Node.Binary("add", "add", "x", "three", Operator.ADD);
    Node clip = new Node.Activate("clip", "clip", "add", Activation.RELU6);
    Node times = new Node.Binary("times", "times", "x", "clip", Operator.MUL);
    List<Graph> spelled =
        List.of(
            net.of(shift, clip, times, new Node.Binary("y", "y", "times", "six", Operator.DIV)),
            net.of(shift, clip, times, new Node.Binary("y", "y", "times", "sixth", Operator.MUL)),
            net.of(
                shift,
                clip,
                new Node.Binary("gate", "gate", "clip", "six", Operator.DIV),
                new Node.Binary("y", "y", "gate", "x", Operator.MUL)),
            net.of(
                shift,
                clip,
                new Node.Binary("gate", "gate", "sixth", "clip", Operator.MUL),
                new Node.Binary("y", "y", "x", "gate", Operator.MUL)));
    for (Graph before : spelled) {
      Graph after = new RecogniseActivations().apply(before);
      assertThat(nodes(after, Node.Activate.class))
          .singleElement()
          .matches(a -> a.activation().equals(Activation.HARD_SWISH) && a.input().equals("x"));
      assertThat(after.nodes()).hasSize(1);
      assertSameAnswers(before, after);
    }
  }

  @Test
  void aValueTimesItsSigmoidIsSwish() {
    Graph before =
        reading(-1, 3, 4, 5)
            .of(
                new Node.Activate("s", "s", "x", Activation.SIGMOID),
                new Node.Binary("y", "y", "s", "x", Operator.MUL));
    Graph after = new RecogniseActivations().apply(before);
    assertThat(nodes(after, Node.Activate.class).get(0).activation()).isEqualTo(Activation.SWISH);
    assertSameAnswers(before, after);
  }

  @Test
  void anAveragePoolOverTheWholeMapIsAMean() {
    Graph before =
        reading(-1, 3, 4, 5)
            .of(new Node.Pool("p", "p", "x", Node.Pool.Kind.AVERAGE, Window.covering(4, 5)));
    Graph after = new RecogniseGlobalMean().apply(before);
    assertThat(after.nodes()).singleElement().isInstanceOf(Node.ReduceMean.class);
    assertSameAnswers(before, after);
  }

  private static Networks convolving() {
    return reading(-1, 3, 6, 5).constant("w", 5, 3, 3, 3).constant("b", 5);
  }

  private static Node conv(String name, String input, @Nullable String bias) {
    return new LayerNode.Conv(name, name, input, new Filters("w", bias), Window.square(3, 1), 1);
  }
}
