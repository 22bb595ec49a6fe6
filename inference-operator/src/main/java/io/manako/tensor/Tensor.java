package io.manako.tensor;

import java.nio.FloatBuffer;

/**
 * Single-precision numbers in row-major order.
 *
 * @param shape the extents, none dynamic
 * @param data element i of the flattened tensor at {@code data.get(i)}; may be direct (no copy into
 *     native engines) or wrap an array
 */
public record Tensor(Shape shape, FloatBuffer data) {
  public Tensor {
    if (data.limit() < shape.size()) {
      throw new IllegalArgumentException(
          "shape " + shape + " needs " + shape.size() + " floats, the buffer has " + data.limit());
    }
  }

  /** A tensor over an array, which is not copied. */
  public static Tensor of(Shape shape, float... data) {
    return new Tensor(shape, FloatBuffer.wrap(data));
  }

  /** A copy of the elements. */
  public float[] toArray() {
    float[] a = new float[shape.size()];
    data.get(0, a);
    return a;
  }
}
