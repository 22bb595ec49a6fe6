package io.manako.tensor;

import java.util.List;

/**
 * Conversion of a picture to a model's input: {@code (pixel - mean) / std} after resizing.
 *
 * @param width width of the input in pixels, at least 1
 * @param height height of the input in pixels, at least 1
 * @param resize way in which pictures are brought to that size
 * @param mean mean of each channel in the input's order, in pixel units: one number for luma, three
 *     for the colours, four for the colours and an opaque channel
 * @param std standard deviation of each channel in the input's order, in pixel units, not 0
 * @param bgr whether the input's first channel is blue instead of red
 */
public record Preprocessing(
    int width, int height, ResizeMode resize, List<Float> mean, List<Float> std, boolean bgr) {
  /** Number of channels of a picture. */
  public static final int CHANNELS = 3;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the numbers, if one of them is out of its range
   */
  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a model input of " + width + "x" + height + " pixels");
    }
    if (!List.of(1, CHANNELS, CHANNELS + 1).contains(mean.size()) || std.size() != mean.size()) {
      throw new IllegalArgumentException(
          "mean " + mean + " and std " + std + " must have 1, 3 or 4 values each");
    }
    for (float s : std) {
      if (s == 0 || !Float.isFinite(s)) {
        throw new IllegalArgumentException("std " + std + " must not hold 0 or a non-number");
      }
    }
  }

  /** Number of channels of the input: 1, 3 or 4. */
  public int channels() {
    return mean.size();
  }
}
