package io.manako.zoo;

/**
 * Which member of a family of networks.
 *
 * @param width multiplier of the channels (the papers' α), above 0
 * @param classes of the classifier or detector, background included where the family has one
 * @param size rows and columns of the input in pixels
 * @param padding of windows that stride
 * @param seed of the random weights
 */
public record Variant(double width, int classes, int size, Padding padding, long seed) {

  /** Where the odd pixel of a strided window goes. */
  public enum Padding {
    /** TensorFlow's SAME: right and bottom. */
    SAME,
    /** PyTorch's {@code (k - 1) / 2}: left and top. */
    SYMMETRIC
  }

  public Variant {
    if (!(width > 0) || classes < 1 || size < 1) {
      throw new IllegalArgumentException(
          "width " + width + ", classes " + classes + " and size " + size + " must be positive");
    }
  }

  /** 1000 classes, padded as TensorFlow does. */
  public static Variant imageNet(double width, int size) {
    return new Variant(width, 1000, size, Padding.SAME, 1);
  }

  /** 1000 classes, padded as PyTorch does. */
  public static Variant torchvision(int size) {
    return new Variant(1, 1000, size, Padding.SYMMETRIC, 1);
  }

  /** The same with another width multiplier. */
  public Variant withWidth(double other) {
    return new Variant(other, classes, size, padding, seed);
  }

  /** The same with another number of classes. */
  public Variant withClasses(int other) {
    return new Variant(width, other, size, padding, seed);
  }

  /** The same for pictures of another size. */
  public Variant withSize(int other) {
    return new Variant(width, classes, other, padding, seed);
  }

  /** The multiple of 8 nearest to {@code channels · width}, never below nine tenths of it. */
  public int channels(int channels) {
    return divisible(channels * width);
  }

  /** The multiple of 8 nearest to {@code v}, at least 8, never below nine tenths of {@code v}. */
  public static int divisible(double v) {
    int n = Math.max(8, (int) (v + 4) / 8 * 8);
    return n < 0.9 * v ? n + 8 : n;
  }
}
