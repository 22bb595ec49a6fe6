package io.manako.model;

import io.manako.tensor.ResizeMode;
import java.util.List;

/**
 * What a model reads: {@code (pixel - mean) / std} per channel, pixels 0 … 255.
 *
 * @param name of the graph's input
 * @param layout order of the graph's input
 * @param width in pixels
 * @param height in pixels
 * @param resize how frames come to that size
 * @param color order of the channels
 * @param mean per channel, in pixel units
 * @param std per channel, in pixel units, not 0
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
