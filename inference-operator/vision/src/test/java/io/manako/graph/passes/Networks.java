package io.manako.graph.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.graph.Graph;
import io.manako.graph.GraphInterpreter;
import io.manako.graph.Node;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A small network for a test: one input {@code x}, random constants, the last node's output. */
final class Networks {
  private final Shape input;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  private Networks(Shape input) {
    this.input = input;
  }

  static Networks reading(int... dims) {
    return new Networks(Shape.of(dims));
  }

  /** Random numbers of 0.5 … 1.5: fit for a variance, too. */
  Networks constant(String name, int... dims) {
    constants.put(name, random(Shape.of(dims), name.hashCode()));
    return this;
  }

  Networks scalar(String name, float value) {
    constants.put(name, Tensor.of(Shape.of(), value));
    return this;
  }

  Graph of(Node... nodes) {
    return new Graph(
        "test",
        Map.of("x", input),
        constants,
        List.of(nodes),
        List.of(nodes[nodes.length - 1].output()));
  }

  static Tensor random(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] data = new float[shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (0.5 + random.nextDouble());
    }
    return Tensor.of(shape, data);
  }

  /** Asserts that both graphs answer the same on random pictures of mixed signs. */
  static void assertSameAnswers(Graph before, Graph after) {
    Shape shape = before.inputs().values().iterator().next().withBatch(2);
    float[] data = random(shape, 5).toArray();
    for (int i = 0; i < data.length; i++) {
      data[i] = (data[i] - 1) * 4;
    }
    List<double[]> expected = GraphInterpreter.run(before, Tensor.of(shape, data));
    List<double[]> actual = GraphInterpreter.run(after, Tensor.of(shape, data));
    assertThat(after.outputs()).isEqualTo(before.outputs());
    for (int i = 0; i < expected.size(); i++) {
      double largest = 0;
      double difference = 0;
      for (int k = 0; k < expected.get(i).length; k++) {
        largest = Math.max(largest, Math.abs(expected.get(i)[k]));
        difference = Math.max(difference, Math.abs(expected.get(i)[k] - actual.get(i)[k]));
      }
      assertThat(largest).isPositive();
      assertThat(difference / largest).isCloseTo(0, within(1e-5));
    }
  }

  static <T> List<T> nodes(Graph graph, Class<T> kind) {
    return graph.nodes().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
