package io.manako.tensor;

import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single-precision numbers in row-major order. Two tensors are equal if their shapes and numbers
 * are equal.
 *
 * <p>The numbers may be computed when they are first read, so that the weights of a network need no
 * memory as long as only its shapes are read.
 */
public final class Tensor {
  private final Shape shape;
  private final Supplier<float[]> filler;
  private @Nullable FloatBuffer data;

  /**
   * Creates a tensor over a buffer, which is not copied.
   *
   * @param shape extents, none of them dynamic
   * @param data element i of the flattened tensor at {@code data.get(i)}; may be direct (no copy
   *     into native engines) or wrap an array
   * @throws IllegalArgumentException if the buffer has fewer numbers than the shape
   */
  public Tensor(Shape shape, FloatBuffer data) {
    this.shape = shape;
    this.filler = () -> new float[0];
    this.data = checked(shape, data);
  }

  private Tensor(Shape shape, Supplier<float[]> filler) {
    this.shape = shape;
    this.filler = filler;
  }

  /** Creates a tensor over an array, which is not copied. */
  public static Tensor of(Shape shape, float... data) {
    return new Tensor(shape, FloatBuffer.wrap(data));
  }

  /**
   * Creates a tensor whose numbers are computed once, when they are first read.
   *
   * @param shape extents, none of them dynamic
   * @param filler supplier of as many numbers as the shape has, always the same
   */
  public static Tensor lazy(Shape shape, Supplier<float[]> filler) {
    return new Tensor(shape, filler);
  }

  private static FloatBuffer checked(Shape shape, FloatBuffer data) {
    if (data.limit() < shape.size()) {
      throw new IllegalArgumentException(
          "shape " + shape + " needs " + shape.size() + " floats, the buffer has " + data.limit());
    }
    return data;
  }

  /** Extents, none of them dynamic. */
  public Shape shape() {
    return shape;
  }

  /** The numbers; those of a shared tensor must not be written. */
  public synchronized FloatBuffer data() {
    if (data == null) {
      data = checked(shape, FloatBuffer.wrap(filler.get()));
    }
    return data;
  }

  /** Returns a copy of the elements. */
  public float[] toArray() {
    float[] a = new float[shape.size()];
    data().get(0, a);
    return a;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Tensor t && shape.equals(t.shape) && data().equals(t.data());
  }

  @Override
  public int hashCode() {
    return shape.hashCode();
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
