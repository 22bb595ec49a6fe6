package io.manako.engine.kernel;

/** Point-wise function over stored values, for activations that a tile does not apply itself. */
public enum Curve {
  /** max(x, 0). */
  RELU,
  /** min(max(x, 0), 6). */
  RELU6,
  /** min(max(x / 6 + 1/2, 0), 1). */
  HARD_SIGMOID,
  /** x · hardSigmoid(x). */
  HARD_SWISH,
  /** 1 / (1 + e^−x). */
  SIGMOID,
  /** x · sigmoid(x). */
  SWISH,
  /** x for x ≥ 0, else low · x. */
  LEAKY_RELU,
  /** min(max(x, low), high). */
  CLIP
}
