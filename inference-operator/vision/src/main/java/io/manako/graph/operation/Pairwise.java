package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * A function of the elements of two tensors, with NumPy's broadcasting.
 *
 * @param function the function
 */
public record Pairwise(PairFunction function) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return Broadcast.joint(inputs);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Broadcast index = Broadcast.of(inputs);
    return (in, out) -> {
      for (int i = 0; i < index.size(); i++) {
        out.put(i, function.of(in[0].get(index.of(0, i)), in[1].get(index.of(1, i))));
      }
    };
  }
}
