package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.LayerNode.Conv;
import io.manako.graph.LayerNode.Dense;
import io.manako.graph.LayerNode.TransposedConv;
import io.manako.graph.operation.PairFunction;
import io.manako.graph.operation.Pairwise;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every kind of node does alike. */
class NodeTest {
  private static final Window POINT = Window.square(1, 1);
  private static final Filters BIASED = new Filters("w", "b");

  @Test
  void everyKindOfNodeIsTested() {
    Set<Class<?>> kinds = kinds(Node.class).collect(Collectors.toSet());
    assertThat(everyNode()).extracting(Object::getClass).hasSameElementsAs(kinds);
  }

  @Test
  void everyNodeReadsOtherValuesInTheSameOrder() {
    for (Node node : everyNode()) {
      Node renamed = node.withInputs(value -> value + "'");
      List<String> expected = node.inputs().stream().map(value -> value + "'").toList();
      assertThat(renamed.inputs()).as(node.toString()).isEqualTo(expected);
      assertThat(renamed).hasSameClassAs(node);
      assertThat(renamed.name()).isEqualTo(node.name());
      assertThat(renamed.output()).isEqualTo(node.output());
    }
  }

  @Test
  void aNodeThatReadsTheSameValuesIsTheSame() {
    assertThat(everyNode()).allSatisfy(n -> assertThat(n.withInputs(v -> v)).isEqualTo(n));
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(NodeTest::kinds)
        : Stream.of(type);
  }

  private static List<Node> everyNode() {
    return Stream.of(layers(), numbers(), moves(), fused()).flatMap(s -> s).toList();
  }

  private static Stream<Node> layers() {
    return Stream.of(
        new Conv("conv", "y", "x", BIASED, POINT, 1),
        new TransposedConv("up", "y", "x", Filters.of("w"), POINT, 1),
        new Dense("dense", "y", "x", BIASED));
  }

  private static Stream<Node> numbers() {
    return Stream.of(
        new Node.BatchNorm(
            "norm", "y", "x", new Node.BatchNorm.Parameters("s", "t", "m", "v"), 1e-3f),
        new Node.LocalResponseNorm(
            "lrn", "y", "x", 5, new Node.LocalResponseNorm.Coefficients(1, 0.5f, 2)),
        new Node.Activate("act", "y", "x", Activation.RELU),
        new Node.Binary("sub", "y", "a", "b", Node.Binary.Operator.SUB),
        new Node.Pool("pool", "y", "x", Node.Pool.Kind.MAX, Window.square(3, 2)),
        new Node.ReduceMean("mean", "y", "x", List.of(2, 3), true),
        new Node.Softmax("soft", "y", "x", 1),
        new TensorNode("power", "y", List.of("a", "b"), new Pairwise(PairFunction.POW)));
  }

  private static Stream<Node> moves() {
    return Stream.of(
        new MoveNode.Reshape("reshape", "y", "x", List.of(0, -1)),
        new MoveNode.Transpose("turn", "y", "x", List.of(0, 2, 3, 1)),
        new MoveNode.Concat("concat", "y", List.of("a", "b", "c"), 1),
        new MoveNode.Resize(
            "resize",
            "y",
            "x",
            new Extent(5, 7),
            Resampling.of(Resampling.Mode.BILINEAR, Resampling.Grid.HALF_PIXEL)),
        new MoveNode.Pad(
            "pad", "y", "x", new MoveNode.Pad.Margins(List.of(0, 1), List.of(2, 3)), 0.5f),
        new MoveNode.Slice("slice", "y", "x", 1, new MoveNode.Slice.Range(1, 7, 2)),
        new MoveNode.Identity("same", "y", "x"));
  }

  private static Stream<Node> fused() {
    FusedConv expand = fused("e", "x", Epilogue.NONE);
    FusedConv depthwise = fused("d", "e", new Epilogue(Activation.RELU6, null));
    SqueezeExcite gate =
        new SqueezeExcite(
            "se", "g", "d", fused("s", "p", Epilogue.NONE), fused("t", "s", Epilogue.NONE));
    FusedConv project = fused("j", "g", Epilogue.NONE.withResidual("x"));
    return Stream.of(
        project,
        new FusedDense(new Dense("dense", "y", "x", BIASED), Activation.RELU),
        new Spread("spread", "y", "x", new Extent(2, 3)),
        gate,
        new InvertedResidual("block", expand, depthwise, gate, project));
  }

  private static FusedConv fused(String name, String input, Epilogue epilogue) {
    Filters filters = new Filters(name + ".w", name + ".b");
    return new FusedConv(new Conv(name, name, input, filters, POINT, 1), epilogue);
  }
}
