package io.manako.model;

import io.manako.tensor.ResizeMode;
import java.util.List;

/**
 * Input of a model: {@code (pixel - mean) / std} for each channel, pixels 0 … 255.
 *
 * @param name name of the graph's input
 * @param layout order of the axes of the graph's input
 * @param width width in pixels, at least 1
 * @param height height in pixels, at least 1
 * @param resize way in which frames are brought to that size
 * @param color order of the channels
 * @param mean mean of each channel, in pixel units
 * @param std standard deviation of each channel, in pixel units, not 0
 */
public record InputSpec(
    String name,
    Layout layout,
    int width,
    int height,
    ResizeMode resize,
    Color color,
    List<Float> mean,
    List<Float> std) {

  /** Order of a picture's axes. */
  public enum Layout {
    NCHW,
    NHWC
  }

  /** Order of a pixel's channels. */
  public enum Color {
    RGB,
    BGR
  }
}
