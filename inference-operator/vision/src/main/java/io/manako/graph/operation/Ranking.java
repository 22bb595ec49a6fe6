package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * The largest or least elements along an axis in their order, or the indices of these. Of equal
 * elements the one with the lower index comes first; NaN counts as the largest.
 *
 * @param axis the axis, from 0
 * @param count number of elements, at least 1
 * @param order which elements come first
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
    int[] heap = new int[lines.extent()];
    return (in, out) -> {
      for (int i = 0; i < lines.count(); i++) {
        rank(in[0], lines.first(i), lines, heap);
        int to = i / lines.inner() * count * lines.inner() + i % lines.inner();
        for (int k = 0; k < count; k++) {
          int at = heap[lines.extent() - 1 - k];
          float value = indices ? at : in[0].get(lines.first(i) + at * lines.inner());
          out.put(to + k * lines.inner(), value);
        }
      }
    };
  }

  /** Moves the first {@code count} elements to the end of the heap, the very first last. */
  private void rank(Slot in, int at, Lines lines, int[] heap) {
    for (int i = 0; i < heap.length; i++) {
      heap[i] = i;
    }
    for (int i = heap.length / 2 - 1; i >= 0; i--) {
      sink(in, at, lines.inner(), heap, i, heap.length);
    }
    for (int end = heap.length - 1; end >= heap.length - count; end--) {
      int top = heap[0];
      heap[0] = heap[end];
      heap[end] = top;
      sink(in, at, lines.inner(), heap, 0, end);
    }
  }

  private void sink(Slot in, int at, int step, int[] heap, int from, int end) {
    int i = from;
    for (int child = 2 * i + 1; child < end; child = 2 * i + 1) {
      if (child + 1 < end && precedes(in, at, step, heap[child + 1], heap[child])) {
        child++;
      }
      if (!precedes(in, at, step, heap[child], heap[i])) {
        return;
      }
      int lower = heap[i];
      heap[i] = heap[child];
      heap[child] = lower;
      i = child;
    }
  }

  private boolean precedes(Slot in, int at, int step, int a, int b) {
    float x = in.get(at + a * step);
    float y = in.get(at + b * step);
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
