package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Facts about a network's inputs that its file leaves open.
 *
 * @param shapes shapes by input; their extents replace those that the file leaves open, and dynamic
 *     ones replace nothing
 * @param constants numbers of inputs that are the same for every picture, by input
 */
public record GivenInputs(Map<String, Shape> shapes, Map<String, List<Float>> constants) {
  /** Inputs of a file that leaves nothing open. */
  public static final GivenInputs NONE = new GivenInputs(Map.of(), Map.of());

  /** Copies the facts. */
  public GivenInputs {
    shapes = Map.copyOf(shapes);
    constants = Map.copyOf(constants);
  }
}
