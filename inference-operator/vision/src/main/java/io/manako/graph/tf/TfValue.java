package io.manako.graph.tf;

import io.manako.tensor.Shape;

/**
 * A value on its way from TensorFlow's order of axes to ONNX's.
 *
 * @param name name in the new network
 * @param shape shape in TensorFlow's order (maps: batch, rows, columns, channels); the batch is
 *     dynamic
 * @param planar whether the new network holds it as [batch, channels, rows, columns]
 */
public record TfValue(String name, Shape shape, boolean planar) {
  public int height() {
    return shape.dim(1);
  }

  public int width() {
    return shape.dim(2);
  }

  public int channels() {
    return shape.dim(-1);
  }

  /**
   * Returns whether each map is one pixel, so that both orders of axes hold the same numbers in the
   * same order.
   */
  public boolean isPixel() {
    return shape.rank() == 4 && height() == 1 && width() == 1;
  }

  /** Returns the number of elements of one picture. */
  public int pictureSize() {
    return shape.withBatch(1).size();
  }
}
