package io.manako.zoo;

/**
 * Member of a family of networks.
 *
 * @param width multiplier of the channels (the papers' α), above 0
 * @param classes number of classes, at least 1, background included if the family has one
 * @param size rows and columns of the input in pixels, at least 1
 * @param padding padding of windows with a stride
 * @param seed seed of the random weights
 */
public record Variant(double width, int classes, int size, Padding padding, long seed) {

  /** Side on which the odd pixel of a strided window is padded. */
  public enum Padding {
    /** Right and bottom, as TensorFlow's SAME. */
    SAME,
    /** Left and top, as PyTorch's {@code (k - 1) / 2}. */
    SYMMETRIC
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the numbers, if one of them is not positive
   */
  public Variant {
    if (!(width > 0) || classes < 1 || size < 1) {
      throw new IllegalArgumentException(
          "width " + width + ", classes " + classes + " and size " + size + " must be positive");
    }
  }

  /** Returns a variant of 1000 classes, padded as in TensorFlow. */
  public static Variant imageNet(double width, int size) {
    return new Variant(width, 1000, size, Padding.SAME, 1);
  }

  /** Returns a variant of 1000 classes, padded as in PyTorch. */
  public static Variant torchvision(int size) {
    return new Variant(1, 1000, size, Padding.SYMMETRIC, 1);
  }

  /** Returns this variant with another width multiplier. */
  public Variant withWidth(double other) {
    return new Variant(other, classes, size, padding, seed);
  }

  /** Returns this variant with another number of classes. */
  public Variant withClasses(int other) {
    return new Variant(width, other, size, padding, seed);
  }

  /** Returns this variant for pictures of another size. */
  public Variant withSize(int other) {
    return new Variant(width, classes, other, padding, seed);
  }

  /**
   * Returns the multiple of 8 nearest to {@code channels · width}, never below nine tenths of it.
   */
  public int channels(int channels) {
    return divisible(channels * width);
  }

  /**
   * Returns the multiple of 8 nearest to {@code v}, at least 8 and never below nine tenths of
   * {@code v}.
   */
  public static int divisible(double v) {
    int n = Math.max(8, (int) (v + 4) / 8 * 8);
    return n < 0.9 * v ? n + 8 : n;
  }
}
