package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of every element, in double precision and rounded once.
 *
 * @param function the function, the same on every machine
 */
public record Elementwise(DoubleUnaryOperator function) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    int size = inputs.get(0).size();
    return (in, out) -> {
      for (int i = 0; i < size; i++) {
        out.put(i, (float) function.applyAsDouble(in[0].get(i)));
      }
    };
  }
}
