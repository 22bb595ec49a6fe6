package io.manako.graph.tfjs;

import io.manako.graph.Activation;
import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Node.Binary.Operator;
import io.manako.graph.Node.Pool;
import io.manako.graph.Resampling;
import io.manako.graph.tf.TfFilters;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import io.manako.graph.tf.TfWindow;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns TensorFlow's operations into nodes, one after the other. */
final class GraphOperations {
  private final TfjsWeights weights;
  private final TfGraphBuilder builder;
  private final Map<String, TfValue> values = new HashMap<>();
  private final ShapeArithmetic extents;
  private final DilatedConvolutions dilated;

  GraphOperations(TfjsWeights weights, TfGraphBuilder builder) {
    this.weights = weights;
    this.builder = builder;
    this.extents = new ShapeArithmetic(weights, values);
    this.dilated = new DilatedConvolutions(extents);
  }

  /** Returns every value computed from the pictures so far, by TensorFlow's name. */
  Map<String, TfValue> values() {
    return values;
  }

  TfValue value(String tensor) {
    TfValue value = values.get(tensor);
    if (value == null) {
      throw new MalformedModelException(tensor + " is not computed from the pictures");
    }
    return value;
  }

  void add(TfNode node) {
    if (node.op().equals("Const") || extents.add(node)) {
      return;
    }
    if (node.op().equals("SpaceToBatchND")) {
      dilated.deal(node, in(node));
    } else if (!node.isConvolution() || !dilated.defer(node)) {
      values.put(node.name(), convert(node));
    }
  }

  private TfValue convert(TfNode node) {
    if (node.isConvolution()) {
      return conv(node, in(node), node.window());
    }
    return switch (node.op()) {
      case "BatchToSpaceND" -> {
        DilatedConvolutions.Convolution whole = dilated.join(node);
        yield conv(whole.node(), whole.input(), whole.window());
      }
      case "MatMul", "_FusedMatMul" -> dense(node);
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" -> batchNorm(node);
      case "Add", "AddV2", "BiasAdd" -> binary(node, Operator.ADD);
      case "Sub" -> binary(node, Operator.SUB);
      case "Mul" -> binary(node, Operator.MUL);
      case "RealDiv" -> binary(node, Operator.DIV);
      case "AddN" -> sum(node);
      case "MaxPool" -> pool(node, Pool.Kind.MAX);
      case "AvgPool" -> pool(node, Pool.Kind.AVERAGE);
      case "Mean" -> mean(node);
      case "ConcatV2" -> concat(node);
      case "ResizeBilinear" -> resize(node, Resampling.Mode.BILINEAR);
      case "ResizeNearestNeighbor" -> resize(node, Resampling.Mode.NEAREST);
      case "Reshape" -> reshape(node, extents.get(node.input(1)));
      case "Squeeze" -> squeeze(node);
      case "Pad", "PadV2" -> pad(node);
      case "Softmax" -> builder.softmax(node.name(), in(node));
      case "Identity", "StopGradient", "Cast" -> in(node);
      default -> activate(node, in(node), node.op(), node.name());
    };
  }

  private TfValue activate(TfNode node, TfValue x, String function, String name) {
    Activation activation =
        switch (function) {
          case "Relu" -> Activation.RELU;
          case "Relu6" -> Activation.RELU6;
          case "Sigmoid" -> Activation.SIGMOID;
          case "LeakyRelu" -> Activation.leakyRelu(node.real("alpha", 0.2f));
          default ->
              throw new MalformedModelException(
                  "%s %s: this operation is not read".formatted(node.op(), node.name()));
        };
    return builder.activate(name, x, activation);
  }

  private TfValue conv(TfNode node, TfValue x, TfWindow window) {
    String name = coreName(node);
    TfFilters filters = filters(node);
    return fused(
        node,
        node.op().contains("Depthwise")
            ? builder.depthwise(name, x, filters, window)
            : builder.conv(name, x, filters, window));
  }

  private TfValue resize(TfNode node, Resampling.Mode mode) {
    int[] size = extents.get(node.input(1));
    boolean corners = node.flag("align_corners");
    boolean centres = node.flag("half_pixel_centers");
    // With these flags, TensorFlow rounds to the nearest sample; NEAREST rounds down.
    if (size.length != 2 || (mode == Resampling.Mode.NEAREST && (corners || centres))) {
      throw new MalformedModelException(
          "%s %s to %s: maps are resized to rows and columns, the nearest sample without"
                  .formatted(node.op(), node.name(), Arrays.toString(size))
              + " align_corners and half_pixel_centers");
    }
    Resampling.Grid grid =
        corners
            ? Resampling.Grid.ALIGN_CORNERS
            : centres ? Resampling.Grid.HALF_PIXEL : Resampling.Grid.ASYMMETRIC;
    return builder.resize(
        node.name(), in(node), new Extent(size[0], size[1]), Resampling.of(mode, grid));
  }

  private TfValue dense(TfNode node) {
    if (node.flag("transpose_a") || node.flag("transpose_b")) {
      throw new MalformedModelException("MatMul " + node.name() + " is transposed: not read");
    }
    String name = coreName(node);
    return fused(node, builder.dense(name, in(node), filters(node)));
  }

  private static List<String> activations(TfNode node) {
    return node.texts("fused_ops").stream().filter(f -> !f.equals("BiasAdd")).toList();
  }

  private static String coreName(TfNode node) {
    return activations(node).isEmpty() ? node.name() : node.name() + "/linear";
  }

  private TfFilters filters(TfNode node) {
    Tensor w = weights.get(node.input(1));
    boolean biased = node.texts("fused_ops").contains("BiasAdd");
    return new TfFilters(w, biased ? weights.get(node.input(2)) : null);
  }

  private TfValue fused(TfNode node, TfValue linear) {
    List<String> functions = activations(node);
    if (functions.size() > 1) {
      throw new MalformedModelException(
          "%s %s fuses %s; one activation is read".formatted(node.op(), node.name(), functions));
    }
    return functions.isEmpty() ? linear : activate(node, linear, functions.get(0), node.name());
  }

  private TfValue batchNorm(TfNode node) {
    List<Tensor> constants =
        IntStream.rangeClosed(1, 4).mapToObj(i -> weights.get(node.input(i))).toList();
    return builder.batchNorm(node.name(), in(node), constants, node.real("epsilon", 1e-4f));
  }

  private TfValue binary(TfNode node, Operator operator) {
    String left = node.input(0);
    String right = node.input(1);
    if (weights.has(right)) {
      return builder.binary(node.name(), operator, value(left), weights.get(right));
    } else if (weights.has(left)) {
      return builder.binary(node.name(), operator, weights.get(left), value(right));
    }
    return builder.binary(node.name(), operator, value(left), value(right));
  }

  private TfValue sum(TfNode node) {
    TfValue total = in(node);
    for (int i = 1; i < node.inputs().size(); i++) {
      boolean last = i == node.inputs().size() - 1;
      String name = last ? node.name() : node.name() + "/" + i;
      total = builder.binary(name, Operator.ADD, total, value(node.input(i)));
    }
    return total;
  }

  private TfValue pool(TfNode node, Pool.Kind kind) {
    List<Integer> kernel = node.spatial("ksize", List.of());
    return builder.pool(node.name(), in(node), kind, kernel, node.window());
  }

  private TfValue mean(TfNode node) {
    int[] axes = extents.get(node.input(1));
    if (in(node).shape().rank() != 4 || !Arrays.equals(axes, new int[] {1, 2})) {
      throw new MalformedModelException(
          "Mean %s over the axes %s; only rows and columns of maps are read"
              .formatted(node.name(), Arrays.toString(axes)));
    }
    return builder.globalMean(node.name(), in(node), node.flag("keep_dims"));
  }

  private TfValue concat(TfNode node) {
    int last = node.inputs().size() - 1;
    List<TfValue> parts = node.inputs().subList(0, last).stream().map(this::value).toList();
    return builder.concat(node.name(), parts, extents.get(node.input(last))[0]);
  }

  private TfValue squeeze(TfNode node) {
    TfValue x = in(node);
    List<Integer> axes =
        node.integers("squeeze_dims", List.of()).stream()
            .map(a -> a < 0 ? a + x.shape().rank() : a)
            .toList();
    int[] kept =
        IntStream.range(0, x.shape().rank())
            .filter(i -> axes.isEmpty() ? x.shape().dim(i) != 1 : !axes.contains(i))
            .map(i -> x.shape().dim(i))
            .toArray();
    return reshape(node, kept);
  }

  /** Adds a reshape; the first extent is the batch, whatever the model specifies for it. */
  private TfValue reshape(TfNode node, int... shape) {
    if (shape.length == 0) {
      throw new MalformedModelException("Reshape " + node.name() + " leaves no batch");
    }
    return builder.reshape(node.name(), in(node), Arrays.copyOfRange(shape, 1, shape.length));
  }

  private TfValue pad(TfNode node) {
    int[] zeros = extents.get(node.input(1));
    boolean maps = zeros.length == 8 && zeros[0] + zeros[1] + zeros[6] + zeros[7] == 0;
    if (!maps || (node.inputs().size() > 2 && weights.get(node.input(2)).data().get(0) != 0)) {
      throw new MalformedModelException(
          "Pad %s: only zeros around maps are read".formatted(node.name()));
    }
    Border around = new Border(zeros[2], zeros[4], zeros[3], zeros[5]);
    return builder.pad(node.name(), in(node), around);
  }

  private TfValue in(TfNode node) {
    return value(node.input(0));
  }
}
