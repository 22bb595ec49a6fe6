package io.manako.graph;

/** Non-linearities as the papers write them, in double precision. */
final class TextbookActivation {
  private TextbookActivation() {}

  static double apply(double v, Activation a) {
    return switch (a.kind()) {
      case NONE -> v;
      case RELU -> Math.max(v, 0);
      case RELU6 -> clip(v, 0, 6);
      case HARD_SWISH -> v * clip(v + 3, 0, 6) / 6;
      case HARD_SIGMOID -> clip(v + 3, 0, 6) / 6;
      case SIGMOID -> 1 / (1 + Math.exp(-v));
      case SWISH -> v / (1 + Math.exp(-v));
      case LEAKY_RELU -> v >= 0 ? v : a.low() * v;
      case CLIP -> clip(v, a.low(), a.high());
    };
  }

  static double clip(double v, double low, double high) {
    return Math.min(Math.max(v, low), high);
  }
}
