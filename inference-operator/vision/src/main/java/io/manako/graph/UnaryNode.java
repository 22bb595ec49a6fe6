package io.manako.graph;

import java.util.List;
import java.util.function.UnaryOperator;

/** An operation on one value, without constants. */
public sealed interface UnaryNode extends Node
    permits FusedNode.Spread,
        MoveNode.Identity,
        MoveNode.Pad,
        MoveNode.Reshape,
        MoveNode.Resize,
        MoveNode.Slice,
        MoveNode.Transpose,
        Node.Activate,
        Node.LocalResponseNorm,
        Node.Pool,
        Node.ReduceMean,
        Node.Softmax {
  /** Returns the value that the node reads. */
  String input();

  /** Returns the same operation on another value. */
  UnaryNode withInput(String input);

  /** Returns whether the output equals the input, element by element. */
  default boolean changesNothing() {
    return false;
  }

  @Override
  default List<String> inputs() {
    return List.of(input());
  }

  @Override
  default Node withInputs(UnaryOperator<String> names) {
    return withInput(names.apply(input()));
  }
}
