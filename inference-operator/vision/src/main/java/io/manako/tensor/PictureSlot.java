package io.manako.tensor;

import java.nio.FloatBuffer;

/**
 * Place of one picture in a batch's buffer.
 *
 * @param layout layout of the buffer
 * @param data the buffer, direct or array-backed
 * @param index index of the picture, 0 … batch−1
 */
public record PictureSlot(ImageLayout layout, FloatBuffer data, int index) {
  /**
   * Checks the index.
   *
   * @throws IllegalArgumentException with the numbers, if the index is outside the batch
   */
  public PictureSlot {
    if (index < 0 || index >= layout.batch()) {
      throw new IllegalArgumentException(
          "picture " + index + " is outside a batch of " + layout.batch());
    }
  }
}
