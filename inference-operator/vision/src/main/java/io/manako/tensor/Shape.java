package io.manako.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Extents of a tensor, outermost first. {@link #DYNAMIC} marks an extent that is known only at run
 * time (the batch).
 */
public final class Shape {
  /** Extent that is known only at run time. */
  public static final int DYNAMIC = -1;

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /**
   * Creates a shape.
   *
   * @param dims extents, each at least 0 or {@link #DYNAMIC}
   * @throws IllegalArgumentException if an extent is below −1 or the shape has over 2³¹ − 1
   *     elements
   */
  public static Shape of(int... dims) {
    long elements = 1;
    for (int d : dims) {
      if (d < DYNAMIC) {
        throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(dims));
      }
      elements *= Math.max(d, 1);
      if (elements > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("shape too large: " + Arrays.toString(dims));
      }
    }
    return new Shape(dims.clone());
  }

  public int rank() {
    return dims.length;
  }

  /** Returns the extent of an axis; a negative axis counts from the end. */
  public int dim(int axis) {
    return dims[axis < 0 ? dims.length + axis : axis];
  }

  public int[] dims() {
    return dims.clone();
  }

  /** Whether an extent is known only at run time. */
  public boolean isDynamic() {
    for (int d : dims) {
      if (d == DYNAMIC) {
        return true;
      }
    }
    return false;
  }

  /**
   * Number of elements: the product of the extents, 1 for a scalar.
   *
   * @throws IllegalStateException if an extent is dynamic
   */
  public int size() {
    int n = 1;
    for (int d : dims) {
      if (d == DYNAMIC) {
        throw new IllegalStateException("shape " + this + " has no size before run time");
      }
      n *= d;
    }
    return n;
  }

  /** Returns the same shape with another first extent. */
  public Shape withBatch(int batch) {
    int[] d = dims.clone();
    d[0] = batch;
    return new Shape(d);
  }

  /** Returns the shape of a batch of tensors of this shape. */
  public Shape ofBatch(int batch) {
    int[] d = new int[dims.length + 1];
    d[0] = batch;
    System.arraycopy(dims, 0, d, 1, dims.length);
    return new Shape(d);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.stream(dims)
        .mapToObj(d -> d == DYNAMIC ? "N" : Integer.toString(d))
        .collect(Collectors.joining("x", "[", "]"));
  }
}
