package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cost of a network for one picture. A multiply-add counts once; biases, normalisations,
 * poolings, additions and non-linearities count as none, as in the MobileNet papers.
 *
 * @param layers costs of the nodes, in the order of the graph
 * @param parameters number of trainable weights, biases, scales and shifts
 * @param statistics number of running means and variances of batch normalisations
 * @param multiplyAdds number of multiply-adds of all layers
 */
public record GraphStats(List<Layer> layers, long parameters, long statistics, long multiplyAdds) {

  /**
   * Cost of one node.
   *
   * @param name name of the node
   * @param kind kind of the node, such as {@code Conv}
   * @param output shape of the node's output for one picture
   * @param parameters number of trainable numbers that no earlier layer counts
   * @param statistics number of running means and variances that no earlier layer counts
   * @param multiplyAdds number of multiply-adds for one picture
   */
  public record Layer(
      String name,
      String kind,
      Shape output,
      long parameters,
      long statistics,
      long multiplyAdds) {}

  /**
   * Returns the cost of a graph; throws {@link IllegalArgumentException} naming a node whose inputs
   * do not fit.
   */
  public static GraphStats of(Graph graph) {
    return new Counter(graph).count();
  }

  private static final class Counter {
    private final Graph graph;
    private final Map<String, Shape> shapes;
    private final Set<String> counted = new HashSet<>();

    Counter(Graph graph) {
      this.graph = graph;
      this.shapes = ShapeInference.infer(graph, 1);
    }

    GraphStats count() {
      List<Layer> layers = new ArrayList<>();
      for (Node node : graph.nodes()) {
        long statistics =
            node instanceof Node.BatchNorm norm
                ? uncounted(norm.parameters().mean()) + uncounted(norm.parameters().variance())
                : 0;
        long parameters = node.inputs().stream().mapToLong(this::uncounted).sum();
        String kind = node.getClass().getSimpleName();
        layers.add(
            new Layer(
                node.name(),
                kind,
                shapes.get(node.output()),
                parameters,
                statistics,
                node.multiplyAdds(shapes::get)));
      }
      return new GraphStats(
          List.copyOf(layers),
          layers.stream().mapToLong(Layer::parameters).sum(),
          layers.stream().mapToLong(Layer::statistics).sum(),
          layers.stream().mapToLong(Layer::multiplyAdds).sum());
    }

    private long uncounted(String value) {
      boolean fresh = graph.constants().containsKey(value) && counted.add(value);
      return fresh ? shapes.get(value).size() : 0;
    }
  }
}
