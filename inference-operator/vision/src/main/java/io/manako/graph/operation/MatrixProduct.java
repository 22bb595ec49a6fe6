package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Products of matrices, the last two axes, with broadcasting of the axes before. A vector is a row
 * on the left and a column on the right, and its axis is dropped.
 */
public record MatrixProduct() implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return Factors.of(inputs).result();
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Factors f = Factors.of(inputs);
    int rows = f.left().dim(-2);
    int inner = f.left().dim(-1);
    int columns = f.right().dim(-1);
    int[] lefts = Broadcast.indices(outer(f.left()), f.stack());
    int[] rights = Broadcast.indices(outer(f.right()), f.stack());
    int products = f.stack().size();
    return (in, out) -> {
      for (int p = 0; p < products; p++) {
        int left = in[0].first() + (lefts.length == 0 ? p : lefts[p]) * rows * inner;
        int right = in[1].first() + (rights.length == 0 ? p : rights[p]) * inner * columns;
        for (int r = 0; r < rows; r++) {
          int to = out.first() + (p * rows + r) * columns;
          Arrays.fill(out.data(), to, to + columns, 0);
          int k = 0;
          for (; k + 3 < inner; k += 4) {
            add4(in[0], left + r * inner + k, in[1], right + k * columns, out, to, columns);
          }
          for (; k < inner; k++) {
            float x = in[0].data()[left + r * inner + k];
            add(x, in[1].data(), right + k * columns, out.data(), to, columns);
          }
        }
      }
    };
  }

  /** Adds a multiple of one row to another; the compiler turns this loop into vectors. */
  private static void add(float x, float[] from, int at, float[] to, int first, int n) {
    for (int c = 0; c < n; c++) {
      to[first + c] = Math.fma(x, from[at + c], to[first + c]);
    }
  }

  /**
   * Adds multiples of four rows that follow each other, in the order in which {@link #add} adds
   * them one by one; the sums stay in registers meanwhile.
   */
  private static void add4(Slot left, int x, Slot right, int at, Slot out, int first, int n) {
    float[] from = right.data();
    float[] to = out.data();
    float x0 = left.data()[x];
    float x1 = left.data()[x + 1];
    float x2 = left.data()[x + 2];
    float x3 = left.data()[x + 3];
    for (int c = 0; c < n; c++) {
      float sum = Math.fma(x0, from[at + c], to[first + c]);
      sum = Math.fma(x1, from[at + n + c], sum);
      sum = Math.fma(x2, from[at + 2 * n + c], sum);
      to[first + c] = Math.fma(x3, from[at + 3 * n + c], sum);
    }
  }

  private static Shape outer(Shape matrices) {
    return Shape.of(Arrays.copyOf(matrices.dims(), matrices.rank() - 2));
  }

  /** Both factors as stacks of matrices. */
  private record Factors(Shape left, Shape right, Shape stack, Shape result) {
    static Factors of(List<Shape> inputs) {
      Shape a = inputs.get(0);
      Shape b = inputs.get(1);
      if (a.rank() == 0 || b.rank() == 0) {
        throw new IllegalArgumentException("a factor has no axes");
      }
      Shape left = a.rank() == 1 ? Shape.of(1, a.dim(0)) : a;
      Shape right = b.rank() == 1 ? Shape.of(b.dim(0), 1) : b;
      if (left.dim(-1) != right.dim(-2)) {
        throw new IllegalArgumentException("matrices of shapes " + a + " and " + b);
      }
      Shape stack = Broadcast.joint(List.of(outer(left), outer(right)));
      int rank = stack.rank();
      int[] out = Arrays.copyOf(stack.dims(), rank + 2);
      out[rank] = left.dim(-2);
      out[rank + 1] = right.dim(-1);
      int[] kept =
          IntStream.range(0, rank + 2)
              .filter(i -> !(i == rank && a.rank() == 1) && !(i == rank + 1 && b.rank() == 1))
              .map(i -> out[i])
              .toArray();
      return new Factors(left, right, stack, Shape.of(kept));
    }
  }
}
