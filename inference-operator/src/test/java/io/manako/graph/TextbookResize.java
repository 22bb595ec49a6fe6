package io.manako.graph;

/** Where a resized sample comes from, as ONNX's Resize says. */
final class TextbookResize {
  private TextbookResize() {}

  /** The source coordinate of target sample {@code i} on an axis. */
  static double source(int i, int in, int out, Node.Resize n) {
    double at =
        switch (n.grid()) {
          case HALF_PIXEL -> (i + 0.5) * in / out - 0.5;
          case ASYMMETRIC -> (double) i * in / out;
          case ALIGN_CORNERS -> out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
        };
    return TextbookActivation.clip(at, 0, in - 1);
  }

  static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
