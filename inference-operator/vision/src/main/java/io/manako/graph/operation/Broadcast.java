package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Indices of the elements that several tensors contribute to a result, with broadcasting. */
final class Broadcast {
  private final int size;
  private final int[][] sources;

  private Broadcast(int size, int[][] sources) {
    this.size = size;
    this.sources = sources;
  }

  static Broadcast of(List<Shape> inputs) {
    Shape out = joint(inputs);
    int[][] sources = inputs.stream().map(s -> indices(s, out)).toArray(int[][]::new);
    return new Broadcast(out.size(), sources);
  }

  /**
   * Returns the shape of tensors that are combined element by element.
   *
   * @throws IllegalArgumentException if the shapes do not broadcast
   */
  static Shape joint(List<Shape> inputs) {
    int rank = inputs.stream().mapToInt(Shape::rank).max().orElse(0);
    int[] out = new int[rank];
    Arrays.fill(out, 1);
    for (Shape shape : inputs) {
      for (int i = 1; i <= shape.rank(); i++) {
        int d = shape.dim(-i);
        if (d != 1 && out[rank - i] != 1 && d != out[rank - i]) {
          throw new IllegalArgumentException("shapes " + inputs + " do not broadcast");
        }
        out[rank - i] = d == 1 ? out[rank - i] : d;
      }
    }
    return Shape.of(out);
  }

  /** Number of elements of the result. */
  int size() {
    return size;
  }

  /** Returns the index in input {@code input} for element {@code i} of the result. */
  int of(int input, int i) {
    int[] table = sources[input];
    return table.length == 0 ? i : table[i];
  }

  /** Returns the indices, empty if each element is at its own index. */
  static int[] indices(Shape shape, Shape out) {
    if (shape.equals(out)) {
      return new int[0];
    }
    int skip = out.rank() - shape.rank();
    int[] own = Slot.strides(shape);
    int[] table = new int[out.size()];
    for (int i = 0; i < table.length; i++) {
      int rest = i;
      for (int a = out.rank() - 1; a >= skip; a--) {
        table[i] += shape.dim(a - skip) == 1 ? 0 : rest % out.dim(a) * own[a - skip];
        rest /= out.dim(a);
      }
    }
    return table;
  }
}
