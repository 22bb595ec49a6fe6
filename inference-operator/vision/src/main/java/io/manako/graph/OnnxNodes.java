package io.manako.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Adds nodes to an ONNX graph in the operators of {@link OnnxWriter#OPSET}. */
final class OnnxNodes {
  private final GraphProto.Builder graph;
  private final Set<String> scalars = new HashSet<>();

  OnnxNodes(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** Throws {@link IllegalArgumentException} for a fused node. */
  void add(Node node) {
    if (node instanceof Node.Conv n) {
      add(
          windowed(op(node, "Conv", n.inputs()), n.window())
              .addAttribute(integer("group", n.groups())));
    } else if (node instanceof Node.TransposedConv n) {
      add(windowed(op(node, "ConvTranspose", n.inputs()), n.window()));
    } else if (node instanceof Node.BatchNorm n) {
      add(op(n, "BatchNormalization", n.inputs()).addAttribute(real("epsilon", n.epsilon())));
    } else if (node instanceof Node.Activate n) {
      activate(n);
    } else if (node instanceof Node.Binary n) {
      add(op(n, camel(n.operator().name()), n.inputs()));
    } else if (node instanceof Node.Pool n) {
      pool(n);
    } else if (node instanceof Node.ReduceMean n) {
      mean(n);
    } else if (node instanceof Node.Dense n) {
      add(op(n, "Gemm", n.inputs()).addAttribute(integer("transB", 1)));
    } else {
      move(node);
    }
  }

  /** Operations that compute no products, only choose, move or normalise elements. */
  private void move(Node node) {
    if (node instanceof Node.Reshape n) {
      add(op(n, "Reshape", List.of(n.input(), indices(n.name() + ".shape", n.shape()))));
    } else if (node instanceof Node.Transpose n) {
      add(op(n, "Transpose", n.inputs()).addAttribute(integers("perm", n.permutation())));
    } else if (node instanceof Node.Concat n) {
      add(op(n, "Concat", n.inputs()).addAttribute(integer("axis", n.axis())));
    } else if (node instanceof Node.Softmax n) {
      add(op(n, "Softmax", n.inputs()).addAttribute(integer("axis", n.axis())));
    } else if (node instanceof Node.Identity n) {
      add(op(n, "Identity", n.inputs()));
    } else if (node instanceof Node.LocalResponseNorm n) {
      responseNorm(n);
    } else if (node instanceof Node.Resize n) {
      resize(n);
    } else if (node instanceof Node.Pad n) {
      pad(n);
    } else if (node instanceof Node.Slice n) {
      slice(n);
    } else {
      throw new IllegalArgumentException(
          "node "
              + node.name()
              + " is fused, which ONNX cannot say: write the graph before passes");
    }
  }

  private void activate(Node.Activate n) {
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

  private void pool(Node.Pool n) {
    boolean max = n.kind() == Node.Pool.Kind.MAX;
    NodeProto.Builder op = windowed(op(n, max ? "MaxPool" : "AveragePool", n.inputs()), n.window());
    add(max ? op : op.addAttribute(integer("count_include_pad", n.countPadding() ? 1 : 0)));
  }

  private void mean(Node.ReduceMean n) {
    if (n.keepDims() && n.axes().equals(List.of(2, 3))) {
      add(op(n, "GlobalAveragePool", n.inputs()));
      return;
    }
    add(
        op(n, "ReduceMean", List.of(n.input(), indices(n.name() + ".axes", n.axes())))
            .addAttribute(integer("keepdims", n.keepDims() ? 1 : 0)));
  }

  private void responseNorm(Node.LocalResponseNorm n) {
    add(
        op(n, "LRN", n.inputs())
            .addAttribute(integer("size", n.size()))
            .addAttribute(real("alpha", n.alpha()))
            .addAttribute(real("beta", n.beta()))
            .addAttribute(real("bias", n.bias())));
  }

  private void resize(Node.Resize n) {
    Node.Resize.Scale scale = n.scale();
    String sizes = "";
    String scales = "";
    if (scale == null) {
      sizes = indices(n.name() + ".sizes", List.of(n.height(), n.width()));
    } else {
      scales = n.name() + ".scales";
      float[] factors = {scale.rows(), scale.columns()};
      graph.addInitializer(floats(scales, new int[] {2}, factors));
    }
    List<String> inputs = List.of(n.input(), "", scales, sizes);
    add(
        op(n, "Resize", inputs.subList(0, scale == null ? 4 : 3))
            .addAttribute(
                text("mode", n.mode() == Node.Resize.Mode.BILINEAR ? "linear" : "nearest"))
            .addAttribute(text("nearest_mode", nearestMode(n.mode())))
            .addAttribute(text("coordinate_transformation_mode", lower(n.grid().name())))
            .addAttribute(integers("axes", List.of(2, 3))));
  }

  private static String nearestMode(Node.Resize.Mode mode) {
    return switch (mode) {
      case NEAREST, BILINEAR -> "floor";
      case NEAREST_CEIL -> "ceil";
      case NEAREST_PREFER_FLOOR -> "round_prefer_floor";
      case NEAREST_PREFER_CEIL -> "round_prefer_ceil";
    };
  }

  private void pad(Node.Pad n) {
    List<Integer> pads = new ArrayList<>(n.before());
    pads.addAll(n.after());
    add(op(n, "Pad", List.of(n.input(), indices(n.name() + ".pads", pads), scalar(n.value()))));
  }

  private void slice(Node.Slice n) {
    String start = indices(n.name() + ".start", List.of(n.start()));
    String end = indices(n.name() + ".end", List.of(n.end()));
    String axis = indices(n.name() + ".axis", List.of(n.axis()));
    String step = indices(n.name() + ".step", List.of(n.step()));
    add(op(n, "Slice", List.of(n.input(), start, end, axis, step)));
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
    return node.addAttribute(integers("kernel_shape", List.of(w.kernelHeight(), w.kernelWidth())))
        .addAttribute(integers("strides", List.of(w.strideY(), w.strideX())))
        .addAttribute(integers("dilations", List.of(w.dilationY(), w.dilationX())))
        .addAttribute(integers("pads", List.of(w.top(), w.left(), w.bottom(), w.right())));
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

  /** A constant of that shape. */
  static TensorProto floats(String name, int[] dims, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .addAllDims(IntStream.of(dims).asLongStream().boxed().toList())
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  private static AttributeProto real(String name, float value) {
    return attribute(name, AttributeProto.AttributeType.FLOAT).setF(value).build();
  }

  private static AttributeProto text(String name, String value) {
    return attribute(name, AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  private static AttributeProto integers(String name, List<Integer> values) {
    return attribute(name, AttributeProto.AttributeType.INTS)
        .addAllInts(values.stream().map(Integer::longValue).toList())
        .build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static String camel(String name) {
    return name.charAt(0) + lower(name.substring(1));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
