package io.manako.graph;

import io.manako.tensor.Shape;

/** Where a resized sample comes from, as ONNX's Resize says. */
final class TextbookResize {
  private TextbookResize() {}

  /** Resampled maps. */
  static double[] resize(Node.Resize n, double[] x, Shape s) {
    int planes = s.dim(0) * s.dim(1);
    double[] y = new double[planes * n.height() * n.width()];
    for (int i = 0; i < y.length; i++) {
      double row = source(i / n.width() % n.height(), s.dim(2), n.height(), n);
      double col = source(i % n.width(), s.dim(3), n.width(), n);
      int plane = i / n.width() / n.height() * s.dim(2) * s.dim(3);
      int r = plane + (int) row * s.dim(3);
      int c = (int) col;
      int below = plane + Math.min((int) row + 1, s.dim(2) - 1) * s.dim(3);
      int beside = Math.min(c + 1, s.dim(3) - 1);
      double upper = mix(x[r + c], x[r + beside], col - c);
      double lower = mix(x[below + c], x[below + beside], col - c);
      boolean nearest = n.mode() == Node.Resize.Mode.NEAREST;
      y[i] = nearest ? x[r + c] : mix(upper, lower, row - (int) row);
    }
    return y;
  }

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
