package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * Sums of all elements up to each one along an axis.
 *
 * @param axis the axis, from 0
 * @param before whether a sum leaves out the element itself
 * @param reverse whether sums begin at the end of the axis
 */
public record RunningSum(int axis, boolean before, boolean reverse) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Lines lines = Lines.of(inputs.get(0), axis);
    return (in, out) -> {
      for (int line = 0; line < lines.count(); line++) {
        double sum = 0;
        for (int i = 0; i < lines.extent(); i++) {
          int k = reverse ? lines.extent() - 1 - i : i;
          int at = lines.first(line) + k * lines.inner();
          double next = sum + in[0].get(at);
          out.put(at, (float) (before ? sum : next));
          sum = next;
        }
      }
    };
  }
}
