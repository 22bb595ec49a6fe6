package io.manako.graph;

import io.manako.tensor.Shape;

/** Operations on maps as their definitions say, in double precision. */
final class TextbookMaps {
  private TextbookMaps() {}

  /** Every input sample adds its multiple of the kernel to the output. */
  static double[] transposedConv(
      LayerNode.TransposedConv n, double[][] inputs, Shape x, Shape w, Shape out) {
    double[] y = new double[out.size()];
    int map = out.dim(2) * out.dim(3);
    for (int i = 0; i < y.length && inputs.length > 2; i++) {
      y[i] = inputs[2][i / map % out.dim(1)];
    }
    for (int i = 0; i < inputs[0].length; i++) {
      int column = i % x.dim(3);
      int row = i / x.dim(3) % x.dim(2);
      int channel = i / x.dim(3) / x.dim(2) % x.dim(1);
      int image = i / x.dim(3) / x.dim(2) / x.dim(1);
      for (int k = 0; k < w.size() / w.dim(0); k++) {
        int group = channel / (x.dim(1) / n.groups());
        int to = group * w.dim(1) + k / (w.dim(2) * w.dim(3));
        int r =
            row * n.window().stride().rows()
                + k / w.dim(3) % w.dim(2) * n.window().dilation().rows();
        int c =
            column * n.window().stride().columns() + k % w.dim(3) * n.window().dilation().columns();
        r -= n.window().padding().top();
        c -= n.window().padding().left();
        if (r >= 0 && r < out.dim(2) && c >= 0 && c < out.dim(3)) {
          y[((image * out.dim(1) + to) * out.dim(2) + r) * out.dim(3) + c] +=
              inputs[0][i] * inputs[1][channel * (w.size() / w.dim(0)) + k];
        }
      }
    }
    return y;
  }

  static double[] spread(FusedNode.Spread n, double[] x, Shape in, Shape out) {
    double[] y = new double[out.size()];
    for (int i = 0; i < x.length; i++) {
      int column = i % in.dim(3) * n.stride().columns();
      int row = i / in.dim(3) % in.dim(2) * n.stride().rows();
      y[(i / in.dim(3) / in.dim(2) * out.dim(2) + row) * out.dim(3) + column] = x[i];
    }
    return y;
  }

  /** Krizhevsky et al. 2012, section 3.3, as ONNX's LRN says. */
  static double[] responseNorm(Node.LocalResponseNorm n, double[] x, Shape s) {
    double[] y = new double[x.length];
    int map = s.dim(2) * s.dim(3);
    for (int i = 0; i < x.length; i++) {
      int channel = i / map % s.dim(1);
      double sum = 0;
      for (int c = channel - (n.size() - 1) / 2; c <= channel + n.size() / 2; c++) {
        double neighbour = c < 0 || c >= s.dim(1) ? 0 : x[i + (c - channel) * map];
        sum += neighbour * neighbour;
      }
      y[i] =
          x[i]
              / Math.pow(
                  n.coefficients().bias() + n.coefficients().alpha() / n.size() * sum,
                  n.coefficients().beta());
    }
    return y;
  }
}
