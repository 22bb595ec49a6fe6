package io.manako.graph.tflite;

import io.manako.graph.Activation;
import io.manako.graph.Extent;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Pool;
import io.manako.graph.Resampling;
import io.manako.graph.Resampling.Grid;
import io.manako.graph.Resampling.Mode;
import io.manako.graph.tf.TfFilters;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import io.manako.graph.tf.TfWeightOrder;
import io.manako.graph.tf.TfWindow;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns TensorFlow Lite's operations into nodes, one after the other. */
final class LiteOperations {
  private final LiteFile file;
  private final TfGraphBuilder builder;
  private final Map<Integer, TfValue> values = new HashMap<>();
  private final Map<Integer, Tensor> constants = new HashMap<>();
  private long decoded;

  /**
   * Begins with the value of the only input.
   *
   * @param input value of the file's only input
   */
  LiteOperations(LiteFile file, TfGraphBuilder builder, TfValue input) {
    this.file = file;
    this.builder = builder;
    values.put(file.inputs()[0], input);
  }

  /** Returns the value of a tensor that an operation has computed. */
  TfValue value(int tensor) {
    TfValue value = tensor < 0 ? null : values.get(tensor);
    if (value == null) {
      throw new MalformedModelException(
          "the tensor %s is not computed from the pictures before it is read"
              .formatted(tensor < 0 ? "that is left out" : file.tensors().get(tensor).name()));
    }
    return value;
  }

  void add(LiteOperator op) {
    if (op.code() == LiteCode.DEQUANTIZE) {
      constants.put(op.output(), constant(op.input(0)));
      return;
    }
    TfValue value = convert(op, "op" + op.index());
    check(op, value);
    if (values.putIfAbsent(op.output(), value) != null) {
      throw new MalformedModelException(op + " writes a tensor for the second time");
    }
  }

  private TfValue convert(LiteOperator op, String name) {
    return switch (op.code()) {
      case LiteCode.CONV_2D -> conv(op, name);
      case LiteCode.DEPTHWISE_CONV_2D -> depthwise(op, name);
      case LiteCode.FULLY_CONNECTED -> dense(op, name);
      case LiteCode.ADD -> binary(op, name, Binary.Operator.ADD);
      case LiteCode.MUL -> binary(op, name, Binary.Operator.MUL);
      case LiteCode.AVERAGE_POOL_2D -> pool(op, name, Pool.Kind.AVERAGE);
      case LiteCode.MAX_POOL_2D -> pool(op, name, Pool.Kind.MAX);
      case LiteCode.CONCATENATION -> concat(op, name);
      case LiteCode.MEAN -> mean(op, name);
      case LiteCode.RESHAPE -> builder.reshape(name, in(op), picture(op.output()));
      case LiteCode.SOFTMAX -> softmax(op, name);
      case LiteCode.LOGISTIC -> builder.activate(name, in(op), Activation.SIGMOID);
      case LiteCode.PAD -> pad(op, name);
      case LiteCode.RESIZE_BILINEAR -> resize(op, name, Mode.BILINEAR, 2);
      case LiteCode.RESIZE_NEAREST_NEIGHBOR -> resize(op, name, Mode.NEAREST, 0);
      case LiteCode.HARD_SWISH -> builder.activate(name, in(op), Activation.HARD_SWISH);
      case LiteCode.RELU -> builder.activate(name, in(op), Activation.RELU);
      case LiteCode.RELU6 -> builder.activate(name, in(op), Activation.RELU6);
      default -> throw new MalformedModelException(op + " is not read");
    };
  }

  /** Refuses a result whose shape is not the one that the file specifies. */
  private void check(LiteOperator op, TfValue value) {
    int[] computed = value.shape().withBatch(1).dims();
    int[] said = file.tensors().get(op.output()).extents();
    if (!Arrays.equals(computed, said)) {
      throw new MalformedModelException(
          "%s gives shape %s where the file says %s"
              .formatted(op, Arrays.toString(computed), Arrays.toString(said)));
    }
  }

  private TfValue in(LiteOperator op) {
    return value(op.input(0));
  }

  /** Returns the extents of one picture of a tensor; the file's batch is 1. */
  private int[] picture(int tensor) {
    int[] extents = file.tensors().get(tensor).extents();
    if (extents.length < 2 || extents[0] != 1) {
      throw new MalformedModelException(
          "the tensor %s has shape %s; a batch of 1 and more is needed"
              .formatted(file.tensors().get(tensor).name(), Arrays.toString(extents)));
    }
    return Arrays.copyOfRange(extents, 1, extents.length);
  }

  private Tensor constant(int tensor) {
    Tensor known = constants.get(tensor);
    if (known != null) {
      return known;
    }
    LiteTensor stored = tensor < 0 ? null : file.tensors().get(tensor);
    if (stored == null || !stored.isConstant()) {
      throw new MalformedModelException(
          "the tensor %s holds no numbers; weights are constants"
              .formatted(stored == null ? "that is left out" : stored.name()));
    }
    decoded += Shape.of(stored.extents()).size();
    if (decoded > file.bytes()) {
      throw new MalformedModelException("the weights have more numbers than the file has bytes");
    }
    Tensor constant = stored.decode();
    constants.put(tensor, constant);
    return constant;
  }

  private boolean isConstant(int tensor) {
    return constants.containsKey(tensor) || file.tensors().get(tensor).isConstant();
  }

  private TfValue conv(LiteOperator op, String name) {
    Tensor weights = TfWeightOrder.liteConvolution(constant(op.input(1)));
    TfValue linear = builder.conv(linear(op, name, 3), in(op), filters(op, weights), op.window(4));
    return activate(op, name, linear, 3);
  }

  private TfValue depthwise(LiteOperator op, String name) {
    TfValue x = in(op);
    Tensor weights = TfWeightOrder.liteDepthwise(constant(op.input(1)), x.channels());
    TfValue linear = builder.depthwise(linear(op, name, 4), x, filters(op, weights), op.window(5));
    return activate(op, name, linear, 4);
  }

  private TfValue dense(LiteOperator op, String name) {
    TfValue x = in(op);
    Tensor weights = TfWeightOrder.liteDense(constant(op.input(1)));
    TfValue rows = x.shape().rank() == 2 ? x : builder.reshape(name + "/rows", x, x.pictureSize());
    return activate(op, name, builder.dense(linear(op, name, 0), rows, filters(op, weights)), 0);
  }

  private TfFilters filters(LiteOperator op, Tensor weights) {
    return new TfFilters(weights, op.hasInput(2) ? constant(op.input(2)) : null);
  }

  private TfValue binary(LiteOperator op, String name, Binary.Operator operator) {
    int left = op.input(0);
    int right = op.input(1);
    String linear = linear(op, name, 0);
    TfValue result;
    if (right >= 0 && isConstant(right)) {
      result = builder.binary(linear, operator, value(left), constant(right));
    } else if (left >= 0 && isConstant(left)) {
      result = builder.binary(linear, operator, constant(left), value(right));
    } else {
      result = builder.binary(linear, operator, value(left), value(right));
    }
    return activate(op, name, result, 0);
  }

  private TfValue pool(LiteOperator op, String name, Pool.Kind kind) {
    List<Integer> kernel = List.of(op.step(4, 0), op.step(3, 0));
    TfValue pooled = builder.pool(linear(op, name, 5), in(op), kind, kernel, op.window(-1));
    return activate(op, name, pooled, 5);
  }

  private TfValue concat(LiteOperator op, String name) {
    List<TfValue> parts = new ArrayList<>();
    for (int input : op.inputs()) {
      parts.add(value(input));
    }
    return activate(op, name, builder.concat(linear(op, name, 1), parts, op.integer(0, 0)), 1);
  }

  private TfValue mean(LiteOperator op, String name) {
    float[] axes = constant(op.input(1)).toArray();
    if (in(op).shape().rank() != 4 || !Arrays.equals(axes, new float[] {1, 2})) {
      throw new MalformedModelException(
          "%s is the mean over the axes %s; only rows and columns of maps are read"
              .formatted(op, Arrays.toString(axes)));
    }
    return builder.globalMean(name, in(op), op.flag(0));
  }

  private TfValue pad(LiteOperator op, String name) {
    Tensor margins = constant(op.input(1));
    float[] pairs = margins.toArray();
    boolean read =
        margins.shape().equals(Shape.of(4, 2))
            && pairs[0] == 0
            && pairs[1] == 0
            && arePixels(pairs);
    if (!read) {
      throw new MalformedModelException(
          "%s pads by %s; small margins around rows, columns and channels of maps are read"
              .formatted(op, Arrays.toString(pairs)));
    }
    int[] before = {(int) pairs[2], (int) pairs[4], (int) pairs[6]};
    int[] after = {(int) pairs[3], (int) pairs[5], (int) pairs[7]};
    return builder.pad(name, in(op), before, after);
  }

  private static boolean arePixels(float[] margins) {
    for (float margin : margins) {
      if (margin < 0 || margin > TfWindow.MAX_STEP) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds a resampling.
   *
   * @param field field of the options that says whether corners are aligned; the next one says
   *     whether pixels have their centres at halves
   */
  private TfValue resize(LiteOperator op, String name, Mode mode, int field) {
    Tensor size = constant(op.input(1));
    if (!size.shape().equals(Shape.of(2))) {
      throw new MalformedModelException(
          "%s has a size of shape %s; rows and columns are read".formatted(op, size.shape()));
    }
    boolean aligned = op.flag(field);
    boolean halves = op.flag(field + 1);
    if (aligned && mode == Mode.NEAREST) {
      throw new MalformedModelException(
          op + " aligns corners of nearest samples; this is not read");
    }
    Grid grid = aligned ? Grid.ALIGN_CORNERS : halves ? Grid.HALF_PIXEL : Grid.ASYMMETRIC;
    // With centres at halves, TensorFlow Lite takes the sample that holds the position.
    Mode chosen = mode == Mode.NEAREST && halves ? Mode.NEAREST_PREFER_CEIL : mode;
    float[] extents = size.toArray();
    Extent target = new Extent((int) extents[0], (int) extents[1]);
    return builder.resize(name, in(op), target, Resampling.of(chosen, grid));
  }

  private TfValue softmax(LiteOperator op, String name) {
    if (op.real(0, 1) != 1) {
      throw new MalformedModelException(
          "%s has a beta of %s; 1 is read".formatted(op, op.real(0, 1)));
    }
    return builder.softmax(name, in(op));
  }

  /** Returns the name of the value before an activation that is part of the operation. */
  private static String linear(LiteOperator op, String name, int field) {
    return op.unsignedByte(field) == 0 ? name : name + "/linear";
  }

  private TfValue activate(LiteOperator op, String name, TfValue linear, int field) {
    return switch (op.unsignedByte(field)) {
      case 0 -> linear;
      case 1 -> builder.activate(name, linear, Activation.RELU);
      case 3 -> builder.activate(name, linear, Activation.RELU6);
      default ->
          throw new MalformedModelException(
              String.format(
                  Locale.ROOT,
                  "%s ends in activation %d of the schema; none, ReLU and ReLU6 are read",
                  op,
                  op.unsignedByte(field)));
    };
  }
}
