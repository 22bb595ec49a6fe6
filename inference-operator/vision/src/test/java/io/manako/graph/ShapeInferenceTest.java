package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {
  private static final Window POINT = Window.square(1, 1);

  @Test
  void theTwoPaddingsOfAStrideOfTwoGiveTheSameSizeOnAnEvenMap() {
    Window same = Window.same(3, 2, 224, 224);
    assertThat(same.padding().top()).isZero();
    assertThat(same.padding().bottom()).isEqualTo(1);
    for (Window window : List.of(same, Window.square(3, 2))) {
      Node conv = new LayerNode.Conv("stem", "y", "x", Filters.of("w"), window, 1);
      assertThat(infer(conv, Shape.of(-1, 3, 224, 224), Shape.of(32, 3, 3, 3)).get("y"))
          .isEqualTo(Shape.of(2, 32, 112, 112));
    }
  }

  @Test
  void anInvertedResidualHasTheShapesOfAllItsStages() {
    FusedConv expand = conv("e", "x", POINT, 1, null);
    FusedConv depthwise = conv("d", "e", Window.square(3, 1), 48, null);
    SqueezeExcite gate =
        new SqueezeExcite(
            "se", "g", "d", conv("s", "p", POINT, 1, null), conv("t", "s", POINT, 1, null));
    FusedConv project = conv("j", "g", POINT, 1, "x");
    InvertedResidual block = new InvertedResidual("block", expand, depthwise, gate, project);
    assertThat(block.inputs()).containsExactly("x", "e.w", "d.w", "s.w", "t.w", "j.w");
    Map<String, Shape> shapes = infer(block, stageWeights());
    assertThat(shapes)
        .containsEntry("e", Shape.of(2, 48, 7, 5))
        .containsEntry("s", Shape.of(2, 16, 1, 1))
        .containsEntry("g", Shape.of(2, 48, 7, 5))
        .containsEntry("j", Shape.of(2, 8, 7, 5));
  }

  @Test
  void aResidualOfAnotherShapeIsRefusedWithTheNodesName() {
    FusedConv wrong = conv("e", "x", POINT, 1, "x");
    assertThatThrownBy(() -> infer(wrong, stageWeights()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node e")
        .hasMessageContaining("residual");
  }

  @Test
  void reshapeResolvesTheOpenExtentAndTheCopiedOne() {
    assertThat(
            infer(new MoveNode.Reshape("r", "y", "x", List.of(0, -1)), Shape.of(-1, 8, 3, 5))
                .get("y"))
        .isEqualTo(Shape.of(2, 120));
    assertThat(
            infer(new MoveNode.Reshape("r", "y", "x", List.of(-1, 4)), Shape.of(-1, 8, 3, 5))
                .get("y"))
        .isEqualTo(Shape.of(60, 4));
  }

  @Test
  void aReshapeThatLosesElementsIsRefused() {
    Node reshape = new MoveNode.Reshape("r", "y", "x", List.of(7, -1));
    assertThatThrownBy(() -> infer(reshape, Shape.of(-1, 8, 3, 5)))
        .hasMessageContaining("node r")
        .hasMessageContaining("[7, -1]");
  }

  @Test
  void sliceCountsNegativeBoundsFromTheEnd() {
    Shape x = Shape.of(-1, 10, 3, 5);
    assertThat(
            infer(new MoveNode.Slice("s", "y", "x", 1, new MoveNode.Slice.Range(-7, -1, 2)), x)
                .get("y")
                .dim(1))
        .isEqualTo(3);
    assertThat(
            infer(
                    new MoveNode.Slice(
                        "s", "y", "x", 1, new MoveNode.Slice.Range(4, Integer.MAX_VALUE, 1)),
                    x)
                .get("y")
                .dim(1))
        .isEqualTo(6);
  }

  @Test
  void aWindowLargerThanItsInputIsRefused() {
    Node pool = new Node.Pool("p", "y", "x", Node.Pool.Kind.MAX, Window.covering(9, 9));
    assertThatThrownBy(() -> infer(pool, Shape.of(-1, 8, 7, 7))).hasMessageContaining("node p");
  }

  @Test
  void anOpenExtentBesideTheBatchIsRefusedWithTheInputsName() {
    Node same = new MoveNode.Identity("i", "y", "x");
    assertThatThrownBy(() -> infer(same, Shape.of(-1, 3, -1, 224))).hasMessageContaining("input x");
  }

  private static Map<String, Shape> stageWeights() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("x", Shape.of(-1, 8, 7, 5));
    shapes.put("e.w", Shape.of(48, 8, 1, 1));
    shapes.put("d.w", Shape.of(48, 1, 3, 3));
    shapes.put("s.w", Shape.of(16, 48, 1, 1));
    shapes.put("t.w", Shape.of(48, 16, 1, 1));
    shapes.put("j.w", Shape.of(8, 48, 1, 1));
    return shapes;
  }

  private static FusedConv conv(
      String name, String input, Window window, int groups, @Nullable String residual) {
    Filters filters = Filters.of(name + ".w");
    return new FusedConv(
        new LayerNode.Conv(name, name, input, filters, window, groups),
        new Epilogue(Activation.RELU6, residual));
  }

  private static Map<String, Shape> infer(Node node, Shape input) {
    return infer(node, Map.of("x", input));
  }

  private static Map<String, Shape> infer(Node node, Shape input, Shape weights) {
    return infer(node, Map.of("x", input, "w", weights));
  }

  private static Map<String, Shape> infer(Node node, Map<String, Shape> shapes) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    shapes.forEach(
        (name, s) -> {
          if (!name.equals("x")) {
            constants.put(name, Tensor.of(s, new float[s.size()]));
          }
        });
    Graph graph =
        new Graph(
            "g", Map.of("x", shapes.get("x")), constants, List.of(node), List.of(node.output()));
    return ShapeInference.infer(graph, 2);
  }
}
