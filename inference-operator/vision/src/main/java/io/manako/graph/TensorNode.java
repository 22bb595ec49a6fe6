package io.manako.graph;

import io.manako.graph.operation.TensorOperation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A rare operation on tensors of any rank, which the engine computes in plain loops.
 *
 * @param operation the operation on the inputs
 */
public record TensorNode(String name, String output, List<String> inputs, TensorOperation operation)
    implements Node {
  public TensorNode {
    inputs = List.copyOf(inputs);
  }

  @Override
  public TensorNode withInputs(UnaryOperator<String> names) {
    return new TensorNode(name, output, inputs.stream().map(names).toList(), operation);
  }

  @Override
  public void accept(NodeVisitor visitor) {
    visitor.visit(this);
  }
}
