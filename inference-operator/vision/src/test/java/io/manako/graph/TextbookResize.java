package io.manako.graph;

import io.manako.tensor.Shape;

/** Where a resized sample comes from, as ONNX's Resize says. */
final class TextbookResize {
  private final MoveNode.Resize n;
  private final int height;
  private final int width;

  private TextbookResize(MoveNode.Resize n, Shape x) {
    this.n = n;
    this.height = x.dim(2);
    this.width = x.dim(3);
  }

  /** Resampled maps. */
  static double[] resize(MoveNode.Resize n, double[] x, Shape s) {
    return new TextbookResize(n, s).planes(s.dim(0) * s.dim(1), x);
  }

  private double[] planes(int planes, double[] x) {
    double[] y = new double[planes * n.size().rows() * n.size().columns()];
    float rows =
        n.sampling().scale() == null
            ? (float) n.size().rows() / height
            : n.sampling().scale().rows();
    float columns =
        n.sampling().scale() == null
            ? (float) n.size().columns() / width
            : n.sampling().scale().columns();
    for (int i = 0; i < y.length; i++) {
      int plane = i / n.size().columns() / n.size().rows() * height * width;
      double row = source(i / n.size().columns() % n.size().rows(), height, n.size().rows(), rows);
      double column = source(i % n.size().columns(), width, n.size().columns(), columns);
      boolean blends = n.sampling().mode() == Resampling.Mode.BILINEAR;
      y[i] =
          blends
              ? blended(x, plane, row, column)
              : x[plane + nearest(row, height) * width + nearest(column, width)];
    }
    return y;
  }

  private double blended(double[] x, int plane, double row, double column) {
    double r = TextbookActivation.clip(row, 0, height - 1);
    double c = TextbookActivation.clip(column, 0, width - 1);
    int above = plane + (int) r * width;
    int below = plane + Math.min((int) r + 1, height - 1) * width;
    int left = (int) c;
    int right = Math.min(left + 1, width - 1);
    double upper = mix(x[above + left], x[above + right], c - left);
    double lower = mix(x[below + left], x[below + right], c - left);
    return mix(upper, lower, r - (int) r);
  }

  private int nearest(double at, int size) {
    long index =
        switch (n.sampling().mode()) {
          case NEAREST_CEIL -> (long) Math.ceil(at);
          case NEAREST_PREFER_FLOOR -> at - Math.floor(at) <= 0.5 ? floor(at) : floor(at) + 1;
          case NEAREST_PREFER_CEIL -> at - Math.floor(at) < 0.5 ? floor(at) : floor(at) + 1;
          default -> floor(at);
        };
    return (int) Math.max(0, Math.min(index, size - 1));
  }

  private static long floor(double at) {
    return (long) Math.floor(at);
  }

  /** The source coordinate of target sample {@code i} on an axis; single precision as in files. */
  private double source(int i, int in, int out, float scale) {
    double halfPixel = (float) ((i + 0.5f) / scale) - 0.5f;
    return switch (n.sampling().grid()) {
      case HALF_PIXEL -> halfPixel;
      case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : halfPixel;
      case ASYMMETRIC -> i / scale;
      case ALIGN_CORNERS -> out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
    };
  }

  static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
