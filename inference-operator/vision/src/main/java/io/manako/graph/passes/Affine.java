package io.manako.graph.passes;

import io.manako.graph.Node;
import io.manako.graph.Node.BatchNorm;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An affine map per channel, y = scale · x + shift, to which a trained batch normalisation reduces.
 *
 * @param input name of the value x
 * @param scale one factor per channel
 * @param shift one term per channel
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one rewrite and is never compared
record Affine(String input, double[] scale, double[] shift) {

  /**
   * Returns the node as an affine map, or null if it is none.
   *
   * @param input shape of the node's input: maps [N, C, H, W] or rows [N, C]
   */
  static @Nullable Affine of(Node node, Shape input, GraphEditor graph) {
    if (node instanceof BatchNorm n) {
      return batchNorm(n, graph);
    } else if (node instanceof Binary n) {
      double[] right = perChannel(graph.constant(n.right()), input);
      double[] left = perChannel(graph.constant(n.left()), input);
      if (right != null) {
        return rightConstant(n, right);
      } else if (left != null) {
        return leftConstant(n, left);
      }
    }
    return null;
  }

  private static @Nullable Affine batchNorm(BatchNorm n, GraphEditor graph) {
    Tensor scale = graph.constant(n.parameters().scale());
    Tensor shift = graph.constant(n.parameters().shift());
    Tensor mean = graph.constant(n.parameters().mean());
    Tensor variance = graph.constant(n.parameters().variance());
    if (scale == null || shift == null || mean == null || variance == null) {
      return null;
    }
    double[] a = new double[scale.shape().size()];
    double[] b = new double[a.length];
    for (int c = 0; c < a.length; c++) {
      a[c] = scale.data().get(c) / Math.sqrt((double) variance.data().get(c) + n.epsilon());
      b[c] = shift.data().get(c) - mean.data().get(c) * a[c];
    }
    return new Affine(n.input(), a, b);
  }

  private static Affine rightConstant(Binary n, double[] k) {
    double[] one = constant(k.length, 1);
    double[] zero = constant(k.length, 0);
    return switch (n.operator()) {
      case ADD -> new Affine(n.left(), one, k);
      case SUB -> new Affine(n.left(), one, Arrays.stream(k).map(v -> -v).toArray());
      case MUL -> new Affine(n.left(), k, zero);
      case DIV -> new Affine(n.left(), Arrays.stream(k).map(v -> 1 / v).toArray(), zero);
    };
  }

  private static @Nullable Affine leftConstant(Binary n, double[] k) {
    if (n.operator() == Operator.DIV) {
      return null;
    }
    return switch (n.operator()) {
      case ADD -> new Affine(n.right(), constant(k.length, 1), k);
      case SUB -> new Affine(n.right(), constant(k.length, -1), k);
      default -> new Affine(n.right(), k, constant(k.length, 0));
    };
  }

  /**
   * Returns one number per channel of a value, or null if there is no constant or it varies
   * otherwise.
   */
  private static double @Nullable [] perChannel(@Nullable Tensor t, Shape value) {
    if (t == null || t.shape().rank() > value.rank()) {
      return null;
    }
    Shape s = t.shape();
    int channels = value.dim(1);
    // Axis 1 of the value, counted from the end.
    int axis = s.rank() - (value.rank() - 1);
    boolean channelwise = axis >= 0 && s.dim(axis) == channels && s.size() == channels;
    if (!channelwise && s.size() != 1) {
      return null;
    }
    double[] k = new double[channels];
    Arrays.setAll(k, c -> t.data().get(s.size() == 1 ? 0 : c));
    return k;
  }

  private static double[] constant(int n, double v) {
    double[] k = new double[n];
    Arrays.fill(k, v);
    return k;
  }

  /** Returns whether every factor is 1. */
  boolean onlyShifts() {
    return Arrays.stream(scale).allMatch(a -> a == 1);
  }
}
