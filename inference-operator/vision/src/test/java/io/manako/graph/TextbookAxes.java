package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Samples along axes, in double precision. */
final class TextbookAxes {
  private TextbookAxes() {}

  /** The index of a sample along every axis. */
  static int[] index(int flat, Shape shape) {
    int[] ix = new int[shape.rank()];
    int rest = flat;
    for (int i = ix.length - 1; i >= 0; i--) {
      ix[i] = rest % shape.dim(i);
      rest /= shape.dim(i);
    }
    return ix;
  }

  /** Where a sample lies in row-major order. */
  static int offset(int[] ix, Shape shape) {
    int flat = 0;
    for (int i = 0; i < ix.length; i++) {
      flat = flat * shape.dim(i) + ix[i];
    }
    return flat;
  }

  /** The mean over axes, which stay with an extent of 1. */
  static double[] mean(double[] x, Shape s, List<Integer> axes) {
    int[] kept = s.dims();
    for (int axis : axes) {
      kept[axis < 0 ? axis + s.rank() : axis] = 1;
    }
    Shape out = Shape.of(kept);
    double[] y = new double[out.size()];
    for (int i = 0; i < x.length; i++) {
      int[] ix = index(i, s);
      for (int a = 0; a < ix.length; a++) {
        ix[a] = Math.min(ix[a], kept[a] - 1);
      }
      y[offset(ix, out)] += x[i] * y.length / x.length;
    }
    return y;
  }

  /** e^x / Σ e^x along an axis. */
  static double[] softmax(double[] x, Shape s, int axisOrNegative) {
    double[] e = Arrays.stream(x).map(Math::exp).toArray();
    int axis = axisOrNegative < 0 ? axisOrNegative + s.rank() : axisOrNegative;
    double[] mean = mean(e, s, List.of(axis));
    int[] dims = s.dims();
    dims[axis] = 1;
    double[] y = new double[e.length];
    for (int i = 0; i < y.length; i++) {
      int[] ix = index(i, s);
      ix[axis] = 0;
      y[i] = e[i] / (mean[offset(ix, Shape.of(dims))] * s.dim(axis));
    }
    return y;
  }
}
