package io.manako.model;

import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param constants numbers of further inputs, which are the same for every picture, by input
 */
public record InputSpec(
    String name,
    Layout layout,
    int width,
    int height,
    ResizeMode resize,
    Color color,
    List<Float> mean,
    List<Float> std,
    Map<String, List<Float>> constants) {

  /** Copies the numbers. */
  public InputSpec {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    // LinkedHashMap, because a written file keeps the order.
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /** Creates the input of a network that reads pictures alone. */
  public InputSpec(
      String name,
      Layout layout,
      int width,
      int height,
      ResizeMode resize,
      Color color,
      List<Float> mean,
      List<Float> std) {
    this(name, layout, width, height, resize, color, mean, std, Map.of());
  }

  /** Order of a picture's axes. */
  public enum Layout {
    NCHW,
    NHWC
  }

  /** Order of a pixel's channels. */
  public enum Color {
    RGB,
    BGR,
    /** Red, green, blue, and an opaque fourth channel. */
    RGBA,
    /** Blue, green, red, and an opaque fourth channel. */
    BGRA,
    /** One channel of luma, as BT.601 weighs the colours. */
    GRAY;

    /** Whether the first channel is blue. */
    public boolean startsWithBlue() {
      return this == BGR || this == BGRA;
    }

    /** Number of channels. */
    public int channels() {
      return switch (this) {
        case RGB, BGR -> 3;
        case RGBA, BGRA -> 4;
        case GRAY -> 1;
      };
    }
  }

  /** Returns the shape of a batch of {@code count} pictures, or of any number for −1. */
  public Shape shape(int count) {
    return layout == Layout.NCHW
        ? Shape.of(count, color.channels(), height, width)
        : Shape.of(count, height, width, color.channels());
  }
}
