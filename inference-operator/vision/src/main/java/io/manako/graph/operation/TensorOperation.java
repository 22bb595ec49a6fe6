package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * An operation on tensors of any rank, in plain loops. The engine uses it for operators without a
 * fast kernel, and the importer for operators whose inputs are constant. Each result is computed in
 * one fixed order, with {@link StrictMath} where a function is needed, so it has the same bits on
 * every machine.
 */
public interface TensorOperation {
  /**
   * Returns the shape of the result.
   *
   * @throws IllegalArgumentException if the inputs do not fit
   */
  Shape shape(List<Shape> inputs);

  /** Returns the computation for inputs of the given shapes. */
  Loop loop(List<Shape> inputs);

  /** Returns whether a picture's part of the result depends on that picture's parts alone. */
  default boolean isElementwise() {
    return false;
  }

  /** Computation with prepared index tables, which allocates nothing. */
  interface Loop {
    /**
     * Computes the result.
     *
     * @param in places of the inputs
     * @param out place of the result, which overlaps no input
     */
    void run(Slot[] in, Slot out);
  }
}
