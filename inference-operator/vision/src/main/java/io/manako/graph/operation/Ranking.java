package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * The largest or least elements along an axis in their order, or the indices of these. The lower
 * index comes first where elements are equal; NaN counts as the largest.
 *
 * @param axis the axis, from 0
 * @param count number of elements, at least 1
 * @param order order of the elements
 * @param indices whether the result holds indices instead of elements
 */
public record Ranking(int axis, int count, Order order, boolean indices)
    implements TensorOperation {
  /** Order of the elements. */
  public enum Order {
    LARGEST,
    LEAST,
    /** The largest; of equal ones the last. */
    LAST_LARGEST,
    /** The least; of equal ones the last. */
    LAST_LEAST
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    int[] out = inputs.get(0).dims();
    if (count < 1 || count > out[axis]) {
      throw new IllegalArgumentException(
          "it takes " + count + " of " + out[axis] + " elements of " + inputs.get(0));
    }
    out[axis] = count;
    return Shape.of(out);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Lines lines = Lines.of(inputs.get(0), axis);
    Heap heap = new Heap(lines);
    return (in, out) -> {
      for (int i = 0; i < lines.count(); i++) {
        heap.rank(in[0], lines.first(i));
        int to = i / lines.inner() * count * lines.inner() + i % lines.inner();
        for (int k = 0; k < count; k++) {
          int at = heap.indices[lines.extent() - 1 - k];
          float value = indices ? at : in[0].get(lines.first(i) + at * lines.inner());
          out.put(to + k * lines.inner(), value);
        }
      }
    };
  }

  /** Heap sort of the indices of one line: Williams, "Algorithm 232: Heapsort". */
  private final class Heap {
    private final int[] indices;
    private final int step;
    private Slot in = new Slot();
    private int first;

    Heap(Lines lines) {
      this.indices = new int[lines.extent()];
      this.step = lines.inner();
    }

    /** Moves the first {@code count} elements to the end of the heap, the very first last. */
    void rank(Slot line, int at) {
      in = line;
      first = at;
      for (int i = 0; i < indices.length; i++) {
        indices[i] = i;
      }
      for (int i = indices.length / 2 - 1; i >= 0; i--) {
        sink(i, indices.length);
      }
      for (int end = indices.length - 1; end >= indices.length - count; end--) {
        swap(0, end);
        sink(0, end);
      }
    }

    private void sink(int from, int end) {
      int i = from;
      for (int child = 2 * i + 1; child < end; child = 2 * i + 1) {
        if (child + 1 < end && precedes(indices[child + 1], indices[child])) {
          child++;
        }
        if (!precedes(indices[child], indices[i])) {
          return;
        }
        swap(child, i);
        i = child;
      }
    }

    private void swap(int a, int b) {
      int index = indices[a];
      indices[a] = indices[b];
      indices[b] = index;
    }

    private boolean precedes(int a, int b) {
      float x = in.get(first + a * step);
      float y = in.get(first + b * step);
      // Zeros of both signs are equal.
      int compared = x == y ? 0 : Float.compare(x, y);
      return switch (order) {
        case LARGEST -> compared == 0 ? a < b : compared > 0;
        case LEAST -> compared == 0 ? a < b : compared < 0;
        case LAST_LARGEST -> compared == 0 ? a > b : compared > 0;
        case LAST_LEAST -> compared == 0 ? a > b : compared < 0;
      };
    }
  }
}
