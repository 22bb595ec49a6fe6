package io.manako.graph;

import org.jspecify.annotations.Nullable;

/**
 * An element-wise non-linearity.
 *
 * @param kind function that is applied
 * @param low lower bound of {@code CLIP}, slope of {@code LEAKY_RELU}, else 0
 * @param high upper bound of {@code CLIP}, else 0
 */
public record Activation(Kind kind, float low, float high) {

  /** Kinds of functions. */
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

  /**
   * Returns a clip to two bounds: {@link #RELU6} for 0 and 6, {@link #RELU} for 0 and the largest
   * float, else {@code CLIP}.
   */
  public static Activation clip(float low, float high) {
    if (low == 0 && high == 6) {
      return RELU6;
    }
    return low == 0 && high >= Float.MAX_VALUE ? RELU : new Activation(Kind.CLIP, low, high);
  }

  /**
   * Returns the one activation that applies this one and then another, or null if there is none.
   */
  public @Nullable Activation then(Activation next) {
    if (kind == Kind.NONE || next.kind == Kind.NONE) {
      return kind == Kind.NONE ? next : this;
    }
    float from = Math.max(lowest(), next.lowest());
    float to = Math.min(highest(), next.highest());
    // The bounds are NaN, and the comparison is false, where one of the two does more than clip.
    return from < to ? clip(from, to) : null;
  }

  private float lowest() {
    return switch (kind) {
      case RELU, RELU6 -> 0;
      case CLIP -> low;
      default -> Float.NaN;
    };
  }

  private float highest() {
    return switch (kind) {
      case RELU -> Float.MAX_VALUE;
      case RELU6 -> 6;
      case CLIP -> high;
      default -> Float.NaN;
    };
  }

  private static Activation of(Kind kind) {
    return new Activation(kind, 0, 0);
  }
}
