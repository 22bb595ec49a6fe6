package io.manako.graph.operation;

import io.manako.tensor.Shape;

/** Place of a tensor's elements, in row-major order. */
public final class Slot {
  private float[] data;
  private int first;

  /** Creates the place of elements that begin an array. */
  public Slot(float... data) {
    this.data = data;
  }

  /** Moves to elements from index {@code first} of an array. */
  public void set(float[] array, int index) {
    data = array;
    first = index;
  }

  /** Returns element {@code i}. */
  public float get(int i) {
    return data[first + i];
  }

  /** Writes element {@code i}. */
  public void put(int i, float value) {
    data[first + i] = value;
  }

  float[] data() {
    return data;
  }

  int first() {
    return first;
  }

  /** Returns, for each axis of a shape, the number of elements from one index to the next. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.dim(i);
    }
    return strides;
  }
}
