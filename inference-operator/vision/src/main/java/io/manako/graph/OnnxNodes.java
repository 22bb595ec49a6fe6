package io.manako.graph;

import static io.manako.graph.OnnxProtos.floats;
import static io.manako.graph.OnnxProtos.integer;
import static io.manako.graph.OnnxProtos.integers;
import static io.manako.graph.OnnxProtos.real;
import static io.manako.graph.OnnxProtos.text;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Adds nodes to an ONNX graph as operators of {@link OnnxWriter#OPSET}; throws {@link
 * IllegalArgumentException} for a fused node.
 */
final class OnnxNodes implements NodeVisitor {
  private final GraphProto.Builder graph;
  private final Set<String> scalars = new HashSet<>();

  OnnxNodes(GraphProto.Builder graph) {
    this.graph = graph;
  }

  @Override
  public void visit(LayerNode.Conv n) {
    NodeProto.Builder op = windowed(op(n, "Conv", n.inputs()), n.window());
    add(op.addAttribute(integer("group", n.groups())));
  }

  @Override
  public void visit(LayerNode.TransposedConv n) {
    NodeProto.Builder op = windowed(op(n, "ConvTranspose", n.inputs()), n.window());
    add(op.addAttribute(integer("group", n.groups())));
  }

  @Override
  public void visit(LayerNode.Dense n) {
    add(op(n, "Gemm", n.inputs()).addAttribute(integer("transB", 1)));
  }

  @Override
  public void visit(Node.BatchNorm n) {
    add(op(n, "BatchNormalization", n.inputs()).addAttribute(real("epsilon", n.epsilon())));
  }

  @Override
  public void visit(Node.LocalResponseNorm n) {
    add(
        op(n, "LRN", n.inputs())
            .addAttribute(integer("size", n.size()))
            .addAttribute(real("alpha", n.coefficients().alpha()))
            .addAttribute(real("beta", n.coefficients().beta()))
            .addAttribute(real("bias", n.coefficients().bias())));
  }

  @Override
  public void visit(Node.Activate n) {
    Activation a = n.activation();
    switch (a.kind()) {
      case NONE -> add(op(n, "Identity", n.inputs()));
      case RELU -> add(op(n, "Relu", n.inputs()));
      case RELU6 -> clip(n, 0, 6);
      case CLIP -> clip(n, a.low(), a.high());
      case HARD_SWISH -> add(op(n, "HardSwish", n.inputs()));
      case HARD_SIGMOID ->
          add(
              op(n, "HardSigmoid", n.inputs())
                  .addAttribute(real("alpha", 1f / 6))
                  .addAttribute(real("beta", 0.5f)));
      case SIGMOID -> add(op(n, "Sigmoid", n.inputs()));
      case LEAKY_RELU -> add(op(n, "LeakyRelu", n.inputs()).addAttribute(real("alpha", a.low())));
      case SWISH -> swish(n);
    }
  }

  private void clip(Node.Activate n, float low, float high) {
    add(op(n, "Clip", List.of(n.input(), scalar(low), scalar(high))));
  }

  private void swish(Node.Activate n) {
    String gate = n.output() + ".gate";
    graph.addNode(
        NodeProto.newBuilder()
            .setName(n.name() + ".gate")
            .setOpType("Sigmoid")
            .addInput(n.input())
            .addOutput(gate));
    add(op(n, "Mul", List.of(n.input(), gate)));
  }

  @Override
  public void visit(Node.Binary n) {
    add(op(n, camel(n.operator().name()), n.inputs()));
  }

  @Override
  public void visit(Node.Pool n) {
    boolean max = n.kind() == Node.Pool.Kind.MAX;
    NodeProto.Builder op = windowed(op(n, max ? "MaxPool" : "AveragePool", n.inputs()), n.window());
    boolean counts = n.kind() == Node.Pool.Kind.AVERAGE_WITH_PADDING;
    add(max ? op : op.addAttribute(integer("count_include_pad", counts ? 1 : 0)));
  }

  @Override
  public void visit(Node.ReduceMean n) {
    if (n.keepDims() && n.axes().equals(List.of(2, 3))) {
      add(op(n, "GlobalAveragePool", n.inputs()));
      return;
    }
    add(
        op(n, "ReduceMean", List.of(n.input(), indices(n.name() + ".axes", n.axes())))
            .addAttribute(integer("keepdims", n.keepDims() ? 1 : 0)));
  }

  @Override
  public void visit(Node.Softmax n) {
    add(op(n, "Softmax", n.inputs()).addAttribute(integer("axis", n.axis())));
  }

  @Override
  public void visit(MoveNode.Reshape n) {
    add(op(n, "Reshape", List.of(n.input(), indices(n.name() + ".shape", n.shape()))));
  }

  @Override
  public void visit(MoveNode.Transpose n) {
    add(op(n, "Transpose", n.inputs()).addAttribute(integers("perm", n.permutation())));
  }

  @Override
  public void visit(MoveNode.Concat n) {
    add(op(n, "Concat", n.inputs()).addAttribute(integer("axis", n.axis())));
  }

  @Override
  public void visit(MoveNode.Resize n) {
    Resampling how = n.sampling();
    Resampling.Scale scale = how.scale();
    String sizes = "";
    String scales = "";
    if (scale == null) {
      sizes = indices(n.name() + ".sizes", List.of(n.size().rows(), n.size().columns()));
    } else {
      scales = n.name() + ".scales";
      float[] factors = {scale.rows(), scale.columns()};
      graph.addInitializer(floats(scales, new int[] {2}, factors));
    }
    List<String> inputs = List.of(n.input(), "", scales, sizes);
    add(
        op(n, "Resize", inputs.subList(0, scale == null ? 4 : 3))
            .addAttribute(
                text("mode", how.mode() == Resampling.Mode.BILINEAR ? "linear" : "nearest"))
            .addAttribute(text("nearest_mode", nearestMode(how.mode())))
            .addAttribute(text("coordinate_transformation_mode", lower(how.grid().name())))
            .addAttribute(integers("axes", List.of(2, 3))));
  }

  private static String nearestMode(Resampling.Mode mode) {
    return switch (mode) {
      case NEAREST, BILINEAR -> "floor";
      case NEAREST_CEIL -> "ceil";
      case NEAREST_PREFER_FLOOR -> "round_prefer_floor";
      case NEAREST_PREFER_CEIL -> "round_prefer_ceil";
    };
  }

  @Override
  public void visit(MoveNode.Pad n) {
    List<Integer> pads = new ArrayList<>(n.margins().before());
    pads.addAll(n.margins().after());
    add(op(n, "Pad", List.of(n.input(), indices(n.name() + ".pads", pads), scalar(n.value()))));
  }

  @Override
  public void visit(MoveNode.Slice n) {
    String start = indices(n.name() + ".start", List.of(n.range().start()));
    String end = indices(n.name() + ".end", List.of(n.range().end()));
    String axis = indices(n.name() + ".axis", List.of(n.axis()));
    String step = indices(n.name() + ".step", List.of(n.range().step()));
    add(op(n, "Slice", List.of(n.input(), start, end, axis, step)));
  }

  @Override
  public void visit(MoveNode.Identity n) {
    add(op(n, "Identity", n.inputs()));
  }

  @Override
  public void visit(TensorNode n) {
    throw new IllegalArgumentException(
        "node "
            + n.name()
            + " is an operation without fast kernels, which is read but not written");
  }

  @Override
  public void visit(FusedNode n) {
    throw new IllegalArgumentException(
        "node " + n.name() + " is fused, which ONNX cannot say: write the graph before passes");
  }

  private void add(NodeProto.Builder node) {
    graph.addNode(node);
  }

  private static NodeProto.Builder op(Node node, String type, List<String> inputs) {
    return NodeProto.newBuilder()
        .setName(node.name())
        .setOpType(type)
        .addAllInput(inputs)
        .addOutput(node.output());
  }

  private static NodeProto.Builder windowed(NodeProto.Builder node, Window w) {
    Border p = w.padding();
    return node.addAttribute(integers("kernel_shape", pair(w.kernel())))
        .addAttribute(integers("strides", pair(w.stride())))
        .addAttribute(integers("dilations", pair(w.dilation())))
        .addAttribute(integers("pads", List.of(p.top(), p.left(), p.bottom(), p.right())));
  }

  private static List<Integer> pair(Extent extent) {
    return List.of(extent.rows(), extent.columns());
  }

  private String scalar(float value) {
    String name = "scalar." + value;
    if (scalars.add(name)) {
      graph.addInitializer(floats(name, new int[0], new float[] {value}));
    }
    return name;
  }

  private String indices(String name, List<Integer> values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.size());
    values.forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return name;
  }

  private static String camel(String name) {
    return name.charAt(0) + lower(name.substring(1));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
