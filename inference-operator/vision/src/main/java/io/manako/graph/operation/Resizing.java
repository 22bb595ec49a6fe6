package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * A resampling of one axis, in which each sample of the result is a weighted sum of samples.
 *
 * @param axis the axis, from 0
 * @param taps samples of the input, with their weights, for each sample of the result
 */
public record Resizing(int axis, List<Taps> taps) implements TensorOperation {
  /**
   * Sources of one sample.
   *
   * @param indices indices on the axis; none if the sample has a number of its own
   * @param weights weights of these, or the one number
   */
  @SuppressWarnings("ArrayRecordComponent") // read by one loop and never compared
  public record Taps(int[] indices, double[] weights) {}

  @Override
  public Shape shape(List<Shape> inputs) {
    int[] out = inputs.get(0).dims();
    out[axis] = taps.size();
    return Shape.of(out);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Lines lines = Lines.of(inputs.get(0), axis);
    return (in, out) -> {
      for (int i = 0; i < lines.count(); i++) {
        int from = lines.first(i);
        int to = i / lines.inner() * taps.size() * lines.inner() + i % lines.inner();
        for (int k = 0; k < taps.size(); k++) {
          out.put(to + k * lines.inner(), sample(in[0], from, lines.inner(), taps.get(k)));
        }
      }
    };
  }

  private static float sample(Slot in, int from, int step, Taps taps) {
    if (taps.indices().length == 0) {
      return (float) taps.weights()[0];
    }
    double sum = 0;
    for (int i = 0; i < taps.indices().length; i++) {
      sum += taps.weights()[i] * in.get(from + taps.indices()[i] * step);
    }
    return (float) sum;
  }
}
