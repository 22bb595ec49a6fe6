package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * A concatenation along an axis.
 *
 * @param axis the axis, from 0
 */
public record Joining(int axis) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    int[] out = inputs.get(0).dims();
    out[axis] = inputs.stream().mapToInt(s -> s.dim(axis)).sum();
    return Shape.of(out);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Lines all = Lines.of(shape(inputs), axis);
    return (in, out) -> {
      int done = 0;
      for (int k = 0; k < in.length; k++) {
        int run = inputs.get(k).dim(axis) * all.inner();
        for (int o = 0; o < all.outer(); o++) {
          int to = out.first() + o * all.extent() * all.inner() + done;
          System.arraycopy(in[k].data(), in[k].first() + o * run, out.data(), to, run);
        }
        done += run;
      }
    };
  }
}
