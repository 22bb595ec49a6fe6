package io.manako.intake;

import io.manako.model.InputSpec.Color;
import java.util.List;

/**
 * Way in which pixels become numbers.
 *
 * @param range name that {@code --set input.range=…} accepts
 * @param mean mean of each channel in the order of {@code color}, in pixel units
 * @param std deviation of each channel in that order, in pixel units
 * @param color order of the channels
 * @param resize value of {@code input.resize}; empty for the usual one of the task
 * @param because origin of the knowledge, as the end of a sentence
 */
record InputConvention(
    String range, List<Float> mean, List<Float> std, Color color, String resize, String because) {

  static final InputConvention UNIT = of("0..1", List.of(0f, 0f, 0f), List.of(255f, 255f, 255f));
  static final InputConvention SIGNED =
      of("-1..1", List.of(127.5f, 127.5f, 127.5f), List.of(127.5f, 127.5f, 127.5f));
  static final InputConvention BYTES = of("0..255", List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

  /** Mean and deviation of ImageNet's pictures, as torchvision uses them. */
  static final InputConvention IMAGENET =
      of("imagenet", List.of(123.675f, 116.28f, 103.53f), List.of(58.395f, 57.12f, 57.375f));

  /** Ranges that have a name. */
  static final List<InputConvention> RANGES = List.of(UNIT, IMAGENET, SIGNED, BYTES);

  /** Mean of ImageNet's pictures without a deviation, as Caffe's networks use it. */
  static final InputConvention CAFFE =
      new InputConvention(
          "103.53,116.28,123.675",
          List.of(103.53f, 116.28f, 123.675f),
          List.of(1f, 1f, 1f),
          Color.BGR,
          "",
          "");

  /** Conventions that a trial compares, the most usual first. */
  static final List<InputConvention> TRIED =
      List.of(UNIT, IMAGENET, SIGNED, BYTES, BYTES.bgr(), CAFFE);

  /** Conventions of TensorFlow's detectors, which scale the sides of pictures alone. */
  static final List<InputConvention> TRIED_OF_TENSORFLOW =
      List.of(SIGNED.stretched(), UNIT.stretched(), BYTES.stretched());

  private static InputConvention of(String range, List<Float> mean, List<Float> std) {
    return new InputConvention(range, mean, std, Color.RGB, "", "");
  }

  /** Returns the same numbers by channel, for a network that takes blue first. */
  InputConvention bgr() {
    return new InputConvention(range, reversed(mean), reversed(std), Color.BGR, resize, because);
  }

  /** Returns the same numbers in the same order, for a network that takes blue first. */
  InputConvention blueFirst() {
    return new InputConvention(range, mean, std, Color.BGR, resize, because);
  }

  /** Returns the same convention for pictures whose sides are scaled alone. */
  InputConvention stretched() {
    return new InputConvention(range, mean, std, color, "stretch", because);
  }

  /** Returns the same convention with its origin. */
  InputConvention because(String origin) {
    return new InputConvention(range, mean, std, color, resize, origin);
  }

  /** Returns the convention of {@code (pixel - mean) / std} for red, green and blue alike. */
  static InputConvention of(float mean, float std) {
    return of(mean + "," + std, List.of(mean, mean, mean), List.of(std, std, std));
  }

  /**
   * Returns the convention for pictures of one channel (luma), three, or four (the last one
   * opaque).
   */
  InputConvention of(int channels) {
    return switch (channels) {
      case 1 ->
          new InputConvention(
              range, List.of(mean.get(1)), List.of(std.get(1)), Color.GRAY, resize, because);
      case 4 ->
          new InputConvention(
              range,
              with(mean, mean.get(1)),
              with(std, std.get(1)),
              color == Color.BGR ? Color.BGRA : Color.RGBA,
              resize,
              because);
      default -> this;
    };
  }

  private static List<Float> with(List<Float> three, float fourth) {
    return List.of(three.get(0), three.get(1), three.get(2), fourth);
  }

  /** Whether blue is the first channel. */
  boolean isBlueFirst() {
    return color == Color.BGR || color == Color.BGRA;
  }

  private static List<Float> reversed(List<Float> three) {
    return List.of(three.get(2), three.get(1), three.get(0));
  }
}
