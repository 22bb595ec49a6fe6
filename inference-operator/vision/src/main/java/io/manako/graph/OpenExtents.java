package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the extents of a {@link MoveNode.Reshape} that hold for every batch.
 *
 * @param one shape of the node's input for a batch of one
 * @param two shape of the node's input for a batch of two
 */
record OpenExtents(Shape one, Shape two) {
  /** Computation of a shape from a value's shape. */
  interface Reshaping {
    Shape apply(Shape shape);
  }

  /**
   * Returns extents that give, for each of the two shapes, the shape that {@code reshaping} gives.
   */
  static List<Integer> of(Shape one, Shape two, Reshaping reshaping) {
    return new OpenExtents(one, two).of(reshaping.apply(one), reshaping.apply(two));
  }

  /**
   * Returns extents that give the first shape for a batch of one and the second for a batch of two.
   *
   * @throws IllegalArgumentException if there are no such extents
   */
  List<Integer> of(Shape outOne, Shape outTwo) {
    if (outOne.rank() != outTwo.rank()) {
      throw new IllegalArgumentException("its axes depend on the batch");
    }
    List<Integer> extents = new ArrayList<>();
    for (int i = 0; i < outOne.rank(); i++) {
      boolean copied = i < one.rank() && one.dim(i) == outOne.dim(i) && two.dim(i) == outTwo.dim(i);
      if (outOne.dim(i) == outTwo.dim(i)) {
        extents.add(outOne.dim(i));
      } else if (copied) {
        extents.add(0);
      } else if (!extents.contains(-1)) {
        extents.add(-1);
      } else {
        throw new IllegalArgumentException("two extents depend on the batch");
      }
    }
    return extents;
  }
}
