package io.manako.graph;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a network. Values are named; maps are NCHW and weights OIHW, as in ONNX. Every
 * node writes one value. Weights are names of the graph's constants.
 */
public sealed interface Node
    permits FusedNode,
        Node.Conv,
        Node.TransposedConv,
        Node.BatchNorm,
        Node.LocalResponseNorm,
        Node.Activate,
        Node.Binary,
        Node.Pool,
        Node.ReduceMean,
        Node.Dense,
        Node.Reshape,
        Node.Transpose,
        Node.Concat,
        Node.Resize,
        Node.Pad,
        Node.Slice,
        Node.Softmax,
        Node.Identity {
  /** Unique in the graph; errors name it. */
  String name();

  /** The value it writes. */
  String output();

  /** The values it reads, constants included, in the operation's order. */
  List<String> inputs();

  /**
   * Convolution; depthwise if {@code groups} equals the input's channels.
   *
   * @param weights constant of shape [out, in / groups, kernelHeight, kernelWidth]
   * @param bias constant of shape [out], or null
   */
  record Conv(
      String name,
      String output,
      String input,
      String weights,
      @Nullable String bias,
      Window window,
      int groups)
      implements Node {
    @Override
    public List<String> inputs() {
      return present(input, weights, bias);
    }
  }

  /**
   * Transposed convolution: each input sample adds its multiple of the kernel to the output.
   *
   * @param weights constant of shape [in, out, kernelHeight, kernelWidth]
   * @param bias constant of shape [out], or null
   * @param window strides of the output; what its padding covers is cut off
   */
  record TransposedConv(
      String name,
      String output,
      String input,
      String weights,
      @Nullable String bias,
      Window window)
      implements Node {
    @Override
    public List<String> inputs() {
      return present(input, weights, bias);
    }
  }

  /**
   * x / (bias + α / size · Σ x²)^β, the sum over {@code size} neighbouring channels: AlexNet's.
   * With a window over all channels and β = ½ it is x over its length.
   *
   * @param size channels in the window, odd; fewer at both ends
   */
  record LocalResponseNorm(
      String name, String output, String input, int size, float alpha, float beta, float bias)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** (x − mean) / √(variance + ε) · scale + shift; all four constants of shape [channels]. */
  record BatchNorm(
      String name,
      String output,
      String input,
      String scale,
      String shift,
      String mean,
      String variance,
      float epsilon)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input, scale, shift, mean, variance);
    }
  }

  /** A point-wise non-linearity. */
  record Activate(String name, String output, String input, Activation activation) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** A point-wise operation of two values with ONNX's (NumPy's) broadcasting. */
  record Binary(String name, String output, String left, String right, Operator operator)
      implements Node {
    /** Which operation. */
    public enum Operator {
      ADD,
      SUB,
      MUL,
      DIV
    }

    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }
  }

  /** Sliding maximum or mean; padding never counts in the maximum. */
  record Pool(
      String name, String output, String input, Kind kind, Window window, boolean countPadding)
      implements Node {
    /** Which statistic. */
    public enum Kind {
      MAX,
      AVERAGE
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Mean over axes. Global average pooling is axes 2 and 3 with {@code keepDims}. */
  record ReduceMean(String name, String output, String input, List<Integer> axes, boolean keepDims)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Fully connected layer: x · Wᵀ + b.
   *
   * @param input of shape [N, in]
   * @param weights constant of shape [out, in]
   * @param bias constant of shape [out], or null
   */
  record Dense(String name, String output, String input, String weights, @Nullable String bias)
      implements Node {
    @Override
    public List<String> inputs() {
      return present(input, weights, bias);
    }
  }

  /**
   * Other extents over the same elements.
   *
   * @param shape −1 once for "the rest", 0 for "as in the input"
   */
  record Reshape(String name, String output, String input, List<Integer> shape) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Output axis i is input axis {@code permutation.get(i)}. */
  record Transpose(String name, String output, String input, List<Integer> permutation)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Joins values along an axis. */
  record Concat(String name, String output, List<String> inputs, int axis) implements Node {
    public Concat {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * Bilinear or nearest-neighbour resampling of maps to a fixed size.
   *
   * @param height rows of the output
   * @param width columns of the output
   * @param scale if the samples lie otherwise than the sizes say, else null
   */
  record Resize(
      String name,
      String output,
      String input,
      int height,
      int width,
      Mode mode,
      Grid grid,
      @Nullable Scale scale)
      implements Node {

    /** Samples that lie as the sizes say. */
    public Resize(
        String name, String output, String input, int height, int width, Mode mode, Grid grid) {
      this(name, output, input, height, width, mode, grid, null);
    }

    /** Output samples for one input sample; sizes are such products rounded down. */
    public record Scale(float rows, float columns) {}

    /** Which samples. */
    public enum Mode {
      /** The sample whose index is the coordinate rounded down. */
      NEAREST,
      /** The sample whose index is the coordinate rounded up. */
      NEAREST_CEIL,
      /** The nearest sample, the one before if two are as near. */
      NEAREST_PREFER_FLOOR,
      /** The nearest sample, the one behind if two are as near. */
      NEAREST_PREFER_CEIL,
      BILINEAR;

      /** The index of the sample at a position or, if two are blended, of the one before it. */
      public int before(double position, int in) {
        double index =
            switch (this) {
              case NEAREST, BILINEAR -> Math.floor(position);
              case NEAREST_CEIL -> Math.ceil(position);
              case NEAREST_PREFER_FLOOR -> Math.ceil(position - 0.5);
              case NEAREST_PREFER_CEIL -> Math.floor(position + 0.5);
            };
        return (int) Math.max(0, Math.min(index, in - 1));
      }
    }

    /** Where output sample {@code i} lies on the input's axis. */
    public enum Grid {
      /** (i + ½) · in / out − ½: PyTorch. */
      HALF_PIXEL,
      /** The same, but 0 for one output sample. */
      PYTORCH_HALF_PIXEL,
      /** i · in / out: TensorFlow 1. */
      ASYMMETRIC,
      /** i · (in − 1) / (out − 1). */
      ALIGN_CORNERS;

      /** Where output sample {@code i} of {@code out} lies on an axis of {@code in} samples. */
      public double position(int i, int in, int out) {
        return switch (this) {
          case HALF_PIXEL -> (i + 0.5) * in / out - 0.5;
          case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : (i + 0.5) * in / out - 0.5;
          case ASYMMETRIC -> (double) i * in / out;
          case ALIGN_CORNERS -> out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
        };
      }

      /** The same for a given scale, in single precision like the scale itself. */
      public double position(int i, int in, int out, float scale) {
        return switch (this) {
          case HALF_PIXEL -> (i + 0.5f) / scale - 0.5f;
          case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : (i + 0.5f) / scale - 0.5f;
          case ASYMMETRIC -> i / scale;
          case ALIGN_CORNERS -> position(i, in, out);
        };
      }
    }

    /** Where a row of the output lies on an axis of that many rows. */
    public double row(int i, int rows) {
      return scale == null
          ? grid.position(i, rows, height)
          : grid.position(i, rows, height, scale.rows());
    }

    /** Where a column of the output lies on an axis of that many columns. */
    public double column(int i, int columns) {
      return scale == null
          ? grid.position(i, columns, width)
          : grid.position(i, columns, width, scale.columns());
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Puts samples of one value around the input.
   *
   * @param before samples before the first, per axis, none negative
   * @param after samples behind the last, per axis, none negative
   */
  record Pad(
      String name,
      String output,
      String input,
      List<Integer> before,
      List<Integer> after,
      float value)
      implements Node {
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Indices {@code start}, {@code start + step}, … below {@code end} of one axis.
   *
   * @param start from 0; a negative one counts from the end
   * @param end exclusive; a negative one counts from the end, one behind the end means the end
   * @param step at least 1
   */
  record Slice(String name, String output, String input, int axis, int start, int end, int step)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** e^x / Σ e^x along an axis. */
  record Softmax(String name, String output, String input, int axis) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The same value under another name. */
  record Identity(String name, String output, String input) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  private static List<String> present(String a, String b, @Nullable String c) {
    return Stream.of(a, b, c).filter(s -> s != null).toList();
  }
}
