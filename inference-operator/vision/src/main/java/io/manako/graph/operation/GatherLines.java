package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A choice of indices of one axis that another tensor computes. An index outside of the axis takes
 * its nearest end, because a network must not stop a job. An index that is no number gives elements
 * that are none.
 *
 * @param axis the axis, from 0
 * @param single whether every element has an index of its own (GatherElements)
 */
public record GatherLines(int axis, boolean single) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape indices = inputs.get(1);
    if (single) {
      boolean fits = x.rank() == indices.rank();
      for (int a = 0; fits && a < x.rank(); a++) {
        fits = a == axis || indices.dim(a) <= x.dim(a);
      }
      if (!fits) {
        throw new IllegalArgumentException("indices " + indices + " do not fit " + x);
      }
      return indices;
    }
    int[] out = new int[x.rank() - 1 + indices.rank()];
    for (int a = 0; a < out.length; a++) {
      boolean own = a >= axis && a < axis + indices.rank();
      out[a] = own ? indices.dim(a - axis) : x.dim(a < axis ? a : a - indices.rank() + 1);
    }
    return Shape.of(out);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Lines lines = Lines.of(x, axis);
    return single ? singles(x, inputs.get(1)) : whole(lines, inputs.get(1).size());
  }

  private static Loop whole(Lines lines, int picks) {
    return (in, out) -> {
      for (int o = 0; o < lines.outer(); o++) {
        for (int p = 0; p < picks; p++) {
          float index = in[1].get(p);
          int from = (o * lines.extent() + index(index, lines.extent())) * lines.inner();
          int to = (o * picks + p) * lines.inner();
          for (int i = 0; i < lines.inner(); i++) {
            out.put(to + i, Float.isNaN(index) ? Float.NaN : in[0].get(from + i));
          }
        }
      }
    };
  }

  private Loop singles(Shape x, Shape indices) {
    int[] strides = Slot.strides(x);
    int stride = strides[axis];
    int[] bases = new int[indices.size()];
    Arrays.setAll(bases, i -> base(i, indices, strides));
    int extent = x.dim(axis);
    return (in, out) -> {
      for (int i = 0; i < bases.length; i++) {
        float index = in[1].get(i);
        float element = in[0].get(bases[i] + index(index, extent) * stride);
        out.put(i, Float.isNaN(index) ? Float.NaN : element);
      }
    };
  }

  private int base(int flat, Shape indices, int[] strides) {
    int rest = flat;
    int base = 0;
    for (int a = indices.rank() - 1; a >= 0; a--) {
      base += a == axis ? 0 : rest % indices.dim(a) * strides[a];
      rest /= indices.dim(a);
    }
    return base;
  }

  /** Returns an index from 0; a negative one counts from the end. */
  static int index(float value, int extent) {
    int i = value < 0 ? (int) value + extent : (int) value;
    return Math.max(0, Math.min(i, extent - 1));
  }
}
