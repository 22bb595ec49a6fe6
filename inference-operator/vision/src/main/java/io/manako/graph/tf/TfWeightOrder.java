package io.manako.graph.tf;

import io.manako.graph.MalformedModelException;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Locale;

/** Converts weights from TensorFlow's order of axes to ONNX's. */
public final class TfWeightOrder {
  private TfWeightOrder() {}

  /** Converts [rows, columns, in, out] to [out, in, rows, columns]. */
  public static Tensor convolution(Tensor weights) {
    return permute(rank(weights, 4), 3, 2, 0, 1);
  }

  /**
   * Converts [rows, columns, channels, multiplier] to [channels · multiplier, 1, rows, columns].
   */
  public static Tensor depthwise(Tensor weights) {
    Tensor t = permute(rank(weights, 4), 2, 3, 0, 1);
    Shape s = t.shape();
    return new Tensor(Shape.of(s.dim(0) * s.dim(1), 1, s.dim(2), s.dim(3)), t.data());
  }

  /** Converts [in, out] to [out, in]. */
  public static Tensor dense(Tensor weights) {
    return permute(rank(weights, 2), 1, 0);
  }

  /** Converts TensorFlow Lite's [out, rows, columns, in] to [rows, columns, in, out]. */
  public static Tensor liteConvolution(Tensor weights) {
    return permute(rank(weights, 4), 1, 2, 3, 0);
  }

  /**
   * Converts TensorFlow Lite's [1, rows, columns, channels · multiplier] to [rows, columns,
   * channels, multiplier].
   */
  public static Tensor liteDepthwise(Tensor weights, int channels) {
    Shape s = rank(weights, 4).shape();
    if (s.dim(0) != 1 || channels < 1 || s.dim(3) % channels != 0) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "depthwise weights of shape %s do not fit %d channels", s, channels));
    }
    return new Tensor(Shape.of(s.dim(1), s.dim(2), channels, s.dim(3) / channels), weights.data());
  }

  /** Converts TensorFlow Lite's [out, rows, columns, in] to [in, out, rows, columns]. */
  public static Tensor liteTransposed(Tensor weights) {
    return permute(rank(weights, 4), 3, 0, 1, 2);
  }

  /** Converts TensorFlow Lite's [out, in] to [in, out]. */
  public static Tensor liteDense(Tensor weights) {
    return permute(rank(weights, 2), 1, 0);
  }

  /**
   * Converts a constant that is added to planar maps or multiplied with them: [C] to [C, 1, 1] and
   * so on.
   */
  public static Tensor besideMaps(Tensor constant) {
    Shape s = constant.shape();
    return switch (s.rank()) {
      case 0 -> constant;
      case 1 -> new Tensor(Shape.of(s.dim(0), 1, 1), constant.data());
      case 3 -> permute(constant, 2, 0, 1);
      case 4 -> permute(constant, 0, 3, 1, 2);
      default ->
          throw new MalformedModelException("a constant of shape " + s + " does not fit to maps");
    };
  }

  private static Tensor rank(Tensor tensor, int rank) {
    if (tensor.shape().rank() != rank) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "weights of shape %s; %d axes are needed", tensor.shape(), rank));
    }
    return tensor;
  }

  /** Returns a tensor whose axis i is the input's axis {@code axes[i]}. */
  private static Tensor permute(Tensor in, int... axes) {
    int rank = axes.length;
    int[] strides = new int[rank];
    for (int i = rank - 1, stride = 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= in.shape().dim(i);
    }
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = in.shape().dim(axes[i]);
    }
    float[] out = new float[in.shape().size()];
    int[] at = new int[rank];
    for (int o = 0; o < out.length; o++) {
      int from = 0;
      for (int i = 0; i < rank; i++) {
        from += at[i] * strides[axes[i]];
      }
      out[o] = in.data().get(from);
      for (int i = rank - 1; i >= 0 && ++at[i] == dims[i]; i--) {
        at[i] = 0;
      }
    }
    return Tensor.of(Shape.of(dims), out);
  }
}
