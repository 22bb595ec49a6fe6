package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * A softmax over neighbouring axes together, or its logarithm.
 *
 * @param first first axis, from 0
 * @param end axis behind the last one
 * @param logarithm whether the result is the logarithm
 */
public record SoftmaxLines(int first, int end, boolean logarithm) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Lines lines = Lines.of(inputs.get(0), first, end);
    return (in, out) -> {
      for (int i = 0; i < lines.count(); i++) {
        line(in[0], out, lines.first(i), lines);
      }
    };
  }

  private void line(Slot in, Slot out, int at, Lines lines) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < lines.extent(); i++) {
      most = Math.max(most, in.get(at + i * lines.inner()));
    }
    double sum = 0;
    for (int i = 0; i < lines.extent(); i++) {
      int index = at + i * lines.inner();
      double power = StrictMath.exp(in.get(index) - most);
      out.put(index, (float) power);
      sum += power;
    }
    double log = StrictMath.log(sum);
    for (int i = 0; i < lines.extent(); i++) {
      int index = at + i * lines.inner();
      out.put(index, (float) (logarithm ? in.get(index) - most - log : out.get(index) / sum));
    }
  }
}
