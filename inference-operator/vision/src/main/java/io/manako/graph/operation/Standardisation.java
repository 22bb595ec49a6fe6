package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * (x − mean) / √(variance + ε) over all axes from one on: Ba et al., "Layer Normalization", section
 * 3, and Wu and He, "Group Normalization", section 3.
 *
 * @param axis first axis of the mean, from 0
 * @param epsilon ε
 */
public record Standardisation(int axis, float epsilon) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Lines lines = Lines.of(inputs.get(0), axis, inputs.get(0).rank());
    return (in, out) -> {
      for (int i = 0; i < lines.count(); i++) {
        line(in[0], out, lines.first(i), lines.extent());
      }
    };
  }

  private void line(Slot in, Slot out, int at, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += in.get(at + i);
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double d = in.get(at + i) - mean;
      squares += d * d;
    }
    double deviation = Math.sqrt(squares / n + epsilon);
    for (int i = 0; i < n; i++) {
      out.put(at + i, (float) ((in.get(at + i) - mean) / deviation));
    }
  }
}
