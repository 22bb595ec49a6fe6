package io.manako.engine.plan;

import io.manako.graph.Border;
import io.manako.tensor.ImageLayout;

/**
 * Batch of interleaved pictures with zeros around each.
 *
 * @param layout layout of the samples
 * @param top rows of zeros above a picture
 * @param left columns of zeros left of a picture
 * @param size floats of the buffer
 */
record Pictures(ImageLayout layout, int top, int left, int size) {
  /** Room behind the last picture for a vector that is only partly used. */
  private static final int SLACK = 16;

  static Pictures allocate(MapShape shape, Border around, int batch) {
    int channels = shape.channels();
    int row = (around.left() + shape.width() + around.right()) * channels;
    int picture = (around.top() + shape.height() + around.bottom()) * row;
    int first = AlignedArray.FIRST + around.top() * row + around.left() * channels;
    ImageLayout layout =
        new ImageLayout(
            batch, channels, shape.height(), shape.width(), first, picture, 1, row, channels);
    int size = Math.addExact(Math.multiplyExact(batch, picture), AlignedArray.FIRST + SLACK);
    return new Pictures(layout, around.top(), around.left(), size);
  }

  MapShape shape() {
    return new MapShape(layout.channels(), layout.height(), layout.width());
  }

  /** Index of the sample under a window's first tap for the first output of a picture. */
  int at(int picture, Padding padding) {
    return layout.index(picture, 0, -padding.top(), -padding.left());
  }
}
