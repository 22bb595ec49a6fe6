package io.manako.graph;

/**
 * A point-wise non-linearity.
 *
 * @param kind which
 * @param low lower bound of {@code CLIP}, slope of {@code LEAKY_RELU}, else 0
 * @param high upper bound of {@code CLIP}, else 0
 */
public record Activation(Kind kind, float low, float high) {

  /** Which function. */
  public enum Kind {
    /** x. */
    NONE,
    /** max(x, 0). */
    RELU,
    /** min(max(x, 0), 6): MobileNetV1 and V2. */
    RELU6,
    /** x · relu6(x + 3) / 6: MobileNetV3, section 5.2. */
    HARD_SWISH,
    /** relu6(x + 3) / 6. */
    HARD_SIGMOID,
    /** 1 / (1 + e^−x). */
    SIGMOID,
    /** x · sigmoid(x): EfficientNet. */
    SWISH,
    /** x for x ≥ 0, else slope · x: Darknet. */
    LEAKY_RELU,
    /** min(max(x, low), high). */
    CLIP
  }

  public static final Activation NONE = of(Kind.NONE);
  public static final Activation RELU = of(Kind.RELU);
  public static final Activation RELU6 = of(Kind.RELU6);
  public static final Activation HARD_SWISH = of(Kind.HARD_SWISH);
  public static final Activation HARD_SIGMOID = of(Kind.HARD_SIGMOID);
  public static final Activation SIGMOID = of(Kind.SIGMOID);
  public static final Activation SWISH = of(Kind.SWISH);

  public static Activation leakyRelu(float slope) {
    return new Activation(Kind.LEAKY_RELU, slope, 0);
  }

  /** Bounds of 0 and 6 give {@link #RELU6}. */
  public static Activation clip(float low, float high) {
    return low == 0 && high == 6 ? RELU6 : new Activation(Kind.CLIP, low, high);
  }

  private static Activation of(Kind kind) {
    return new Activation(kind, 0, 0);
  }
}
