package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.HashMap;
import java.util.Map;

/** Finds the shape of every value of a graph, including those inside fused nodes. */
public final class ShapeInference {
  private final Map<String, Shape> shapes = new HashMap<>();
  private final OutputShapes outputs = new OutputShapes(this);

  /** Begins with the inputs; every dynamic first extent becomes {@code batch}. */
  ShapeInference(Map<String, Shape> inputs, int batch) {
    inputs.forEach((name, s) -> put(name, fixed(name, s, batch)));
  }

  /**
   * Returns the shape of every input, constant and value by name, none of them dynamic.
   *
   * @param batch batch size that replaces every dynamic first extent, at least 1
   * @throws IllegalArgumentException naming the node whose inputs do not fit
   */
  public static Map<String, Shape> infer(Graph graph, int batch) {
    ShapeInference inference = new ShapeInference(graph.inputs(), batch);
    graph.constants().forEach((name, t) -> inference.put(name, t.shape()));
    graph.nodes().forEach(inference::add);
    return inference.shapes;
  }

  /** Adds a shape that is known from elsewhere. */
  void put(String value, Shape shape) {
    shapes.put(value, shape);
  }

  private static Shape fixed(String name, Shape shape, int batch) {
    Shape s = shape.rank() > 0 && shape.dim(0) == Shape.DYNAMIC ? shape.withBatch(batch) : shape;
    if (s.isDynamic()) {
      throw new IllegalArgumentException(
          "input " + name + " of shape " + s + ": only the first extent may be open");
    }
    return s;
  }

  /**
   * Adds the shapes of a node's output and of the values inside it; throws {@link
   * IllegalArgumentException} naming a node that does not fit.
   */
  void add(Node node) {
    try {
      node.accept(outputs);
    } catch (IllegalArgumentException e) {
      String prefix = "node " + node.name() + ": ";
      throw new IllegalArgumentException(
          e.getMessage().startsWith("node ") ? e.getMessage() : prefix + e.getMessage(), e);
    }
  }

  /** Returns the shape of a value that must be a batch of maps. */
  Shape map(String value) {
    Shape s = of(value);
    if (s.rank() != 4) {
      throw new IllegalArgumentException(value + " of shape " + s + " is no map of rank 4");
    }
    return s;
  }

  boolean knows(String value) {
    return shapes.containsKey(value);
  }

  /** Returns the shape of a value; throws {@link IllegalArgumentException} if it is not known. */
  Shape of(String value) {
    Shape s = shapes.get(value);
    if (s == null) {
      throw new IllegalArgumentException(
          "it computes with "
              + value
              + ", of which no shape is known: it is no float32 tensor, or nothing writes it before"
              + " this node");
    }
    return s;
  }
}
