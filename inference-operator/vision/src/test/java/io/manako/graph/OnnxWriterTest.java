package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OnnxWriterTest {
  private static final Window PADDED =
      new Window(new Extent(3, 2), new Extent(2, 1), Extent.square(1), new Border(0, 1, 1, 0));

  @Test
  void everyNodeComputesInOnnxRuntimeWhatItMeans() throws Exception {
    Graph graph = everyNode();
    for (int batch : new int[] {1, 3}) {
      Tensor input = OnnxRuntimeJudge.picture(Shape.of(batch, 4, 6, 6));
      List<double[]> expected = GraphInterpreter.run(graph, input);
      List<float[]> actual = OnnxRuntimeJudge.run(OnnxWriter.toBytes(graph), "x", input);
      assertThat(actual).hasSameSizeAs(expected);
      for (int o = 0; o < expected.size(); o++) {
        assertThat(actual.get(o)).hasSize(expected.get(o).length);
        for (int i = 0; i < expected.get(o).length; i++) {
          assertThat((double) actual.get(o)[i])
              .as("%s, number %d", graph.outputs().get(o), i)
              .isCloseTo(expected.get(o)[i], within(1e-4));
        }
      }
    }
  }

  @Test
  void theBatchIsOpenAndTheRestOfAnOutputIsKnown() throws Exception {
    ModelProto model = ModelProto.parseFrom(OnnxWriter.toBytes(everyNode()));
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(OnnxWriter.OPSET);
    var dims = model.getGraph().getOutput(0).getType().getTensorType().getShape();
    assertThat(dims.getDim(0).getDimParam()).isEqualTo("N");
    assertThat(dims.getDim(1).getDimValue()).isEqualTo(5);
  }

  @Test
  void aFusedNodeIsRefusedByName() {
    Node fused =
        new FusedDense(new LayerNode.Dense("block7", "y", "x", Filters.of("w")), Activation.RELU);
    Graph graph =
        new Graph(
            "fused",
            Map.of("x", Shape.of(Shape.DYNAMIC, 2)),
            Map.of("w", OnnxRuntimeJudge.picture(Shape.of(3, 2))),
            List.of(fused),
            List.of("y"));
    assertThatThrownBy(() -> OnnxWriter.toBytes(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("block7");
  }

  private static Graph everyNode() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new MoveNode.Pad(
            "pad",
            "p",
            "x",
            new MoveNode.Pad.Margins(List.of(0, 0, 1, 0), List.of(0, 0, 0, 2)),
            0.5f));
    nodes.add(new LayerNode.Conv("conv", "c", "p", new Filters("w", "b"), PADDED, 2));
    nodes.add(
        new Node.BatchNorm(
            "norm", "n", "c", new Node.BatchNorm.Parameters("b", "b", "b", "variance"), 1e-3f));
    nodes.add(new Node.Binary("add", "s", "n", "c", Node.Binary.Operator.ADD));
    Node.Pool.Kind max = Node.Pool.Kind.MAX;
    Node.Pool.Kind average = Node.Pool.Kind.AVERAGE;
    nodes.add(new Node.Pool("max", "m", "s", max, Window.square(3, 1)));
    nodes.add(
        new Node.Pool("avg", "v", "s", Node.Pool.Kind.AVERAGE_WITH_PADDING, Window.square(3, 1)));
    nodes.add(new Node.Pool("avgInside", "i", "s", average, Window.square(3, 1)));
    nodes.add(new MoveNode.Concat("concat", "j", List.of("m", "v", "i"), 1));
    nodes.add(
        new MoveNode.Resize(
            "resize",
            "r",
            "j",
            new Extent(5, 7),
            Resampling.of(Resampling.Mode.BILINEAR, Resampling.Grid.HALF_PIXEL)));
    nodes.add(new MoveNode.Slice("slice", "k", "r", 3, new MoveNode.Slice.Range(1, 7, 2)));
    String last = activations(nodes, "k");
    nodes.add(new Node.ReduceMean("mean", "g", last, List.of(2, 3), true));
    nodes.add(new Node.ReduceMean("rows", "q", last, List.of(2), false));
    nodes.add(new MoveNode.Transpose("turn", "turned", "q", List.of(0, 2, 1)));
    nodes.add(new MoveNode.Reshape("flat", "f", "g", List.of(0, -1)));
    nodes.add(new LayerNode.Dense("dense", "d", "f", Filters.of("dense.w")));
    nodes.add(new Node.Softmax("softmax", "y", "d", 1));
    nodes.add(new MoveNode.Identity("same", "z", "turned"));
    return new Graph(
        "every-node",
        Map.of("x", Shape.of(Shape.DYNAMIC, 4, 6, 6)),
        Map.of(
            "w", OnnxRuntimeJudge.picture(Shape.of(4, 2, 3, 2)),
            "b", OnnxRuntimeJudge.picture(Shape.of(4)),
            "variance", Tensor.of(Shape.of(4), 1, 2, 3, 4),
            "dense.w", OnnxRuntimeJudge.picture(Shape.of(5, 12))),
        nodes,
        List.of("y", "z"));
  }

  private static String activations(List<Node> nodes, String value) {
    List<Activation> all =
        List.of(
            Activation.leakyRelu(0.3f),
            Activation.SWISH,
            Activation.HARD_SWISH,
            Activation.clip(-3, 5),
            Activation.NONE,
            Activation.HARD_SIGMOID,
            Activation.SIGMOID,
            Activation.RELU,
            Activation.RELU6);
    String in = value;
    for (Activation activation : all) {
      String out = "a" + nodes.size();
      nodes.add(new Node.Activate(out, out, in, activation));
      in = out;
    }
    return in;
  }
}
