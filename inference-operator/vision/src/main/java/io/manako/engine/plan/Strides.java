package io.manako.engine.plan;

/** Copies a box of elements between two layouts. */
final class Strides {
  private final int[] extents;
  private final int[] from;
  private final int[] to;
  private final int fromStart;
  private final int toStart;

  /** Creates a box at the start of both layouts. */
  Strides(int[] extents, int[] from, int[] to) {
    this(extents, from, to, 0, 0);
  }

  private Strides(int[] extents, int[] from, int[] to, int fromStart, int toStart) {
    this.extents = extents.clone();
    this.from = from.clone();
    this.to = to.clone();
    this.fromStart = fromStart;
    this.toStart = toStart;
  }

  /** Returns the same box at other indices. */
  Strides shifted(int fromIndex, int toIndex) {
    return new Strides(extents, from, to, fromIndex, toIndex);
  }

  /** Copies the box; the last axis is the innermost loop. */
  void copy(float[] source, int s, float[] target, int t) {
    copy(0, source, s + fromStart, target, t + toStart);
  }

  private void copy(int axis, float[] source, int s, float[] target, int t) {
    if (axis == extents.length) {
      target[t] = source[s];
    } else if (axis < extents.length - 1) {
      for (int i = 0; i < extents[axis]; i++) {
        copy(axis + 1, source, s + i * from[axis], target, t + i * to[axis]);
      }
    } else {
      run(source, s, target, t);
    }
  }

  private void run(float[] source, int s, float[] target, int t) {
    int axis = extents.length - 1;
    int n = extents[axis];
    int fromStep = from[axis];
    int toStep = to[axis];
    if (fromStep == 1 && toStep == 1) {
      System.arraycopy(source, s, target, t, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      target[t + i * toStep] = source[s + i * fromStep];
    }
  }
}
