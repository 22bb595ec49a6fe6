package io.manako.graph;

import io.manako.graph.operation.Choice;
import io.manako.graph.operation.GatherLines;
import io.manako.graph.operation.GatherPoints;
import io.manako.graph.operation.GridSampling;
import io.manako.graph.operation.MatrixProduct;
import io.manako.graph.operation.Ranking;
import io.manako.graph.operation.Reduction;
import io.manako.graph.operation.RunningSum;
import io.manako.graph.operation.SoftmaxLines;
import io.manako.graph.operation.TensorOperation;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns ONNX's operators on tensors of any rank into nodes without fast kernels. */
final class OnnxTensors {
  private static final Map<String, Reduction.Kind> REDUCTIONS =
      Map.of(
          "ReduceSum", Reduction.Kind.SUM,
          "ReduceMean", Reduction.Kind.MEAN,
          "ReduceMax", Reduction.Kind.MAX,
          "ReduceMin", Reduction.Kind.MIN,
          "ReduceProd", Reduction.Kind.PROD,
          "ReduceL1", Reduction.Kind.L1,
          "ReduceL2", Reduction.Kind.L2,
          "ReduceLogSum", Reduction.Kind.LOG_SUM,
          "ReduceLogSumExp", Reduction.Kind.LOG_SUM_EXP,
          "ReduceSumSquare", Reduction.Kind.SUM_SQUARE);

  private OnnxTensors() {}

  /** Adds the nodes of an operator; throws {@link IllegalArgumentException} if it is unknown. */
  static void add(OnnxGraph graph, OnnxNode n) {
    TensorOperation function = OnnxElements.function(n);
    if (function != null) {
      add(graph, n, function, n.input(0));
    } else if (OnnxElements.combines(n.type())) {
      OnnxElements.combine(graph, n, graph.whole(n.input(0)) != null);
    } else if (REDUCTIONS.containsKey(n.type())) {
      reduce(graph, n);
    } else {
      addOther(graph, n);
    }
  }

  private static void addOther(OnnxGraph graph, OnnxNode n) {
    switch (n.type()) {
      case "InstanceNormalization", "GroupNormalization", "LayerNormalization" ->
          OnnxNorms.add(graph, n);
      case "DepthToSpace", "SpaceToDepth" -> OnnxBlocks.add(graph, n);
      case "MatMul" -> add(graph, n, new MatrixProduct(), n.input(0), n.input(1));
      case "Where" -> add(graph, n, new Choice(), n.input(0), n.input(1), n.input(2));
      case "Gather" -> gather(graph, n);
      case "GatherElements" -> picked(graph, n, new GatherLines(axis(graph, n, 0), true));
      case "GatherND" -> gatherPoints(graph, n);
      case "Expand", "Tile" -> LiteralMoves.add(graph, n);
      case "TopK" -> topK(graph, n);
      case "ArgMax", "ArgMin" -> arg(graph, n);
      case "Softmax" -> softmax(graph, n, false);
      case "LogSoftmax" -> softmax(graph, n, true);
      case "GridSample" -> gridSample(graph, n);
      case "CumSum" -> runningSum(graph, n);
      case "NonMaxSuppression" -> OnnxRows.suppress(graph, n);
      default -> throw unknown(graph, n);
    }
  }

  private static IllegalArgumentException unknown(OnnxGraph graph, OnnxNode n) {
    boolean constant = n.inputs().stream().allMatch(graph::isLiteral);
    return constant
        ? new IllegalArgumentException(
            "it reads constants alone, which is not computed when the file is read; fold it: export"
                + " the network with constant folding")
        : OnnxTable.unknown(n);
  }

  static void add(OnnxGraph graph, OnnxNode n, TensorOperation operation, String... inputs) {
    List<String> values = List.of(inputs).stream().map(graph::operand).toList();
    graph.add(new TensorNode(n.name(), n.output(), values, operation));
  }

  private static int axis(OnnxGraph graph, OnnxNode n, int otherwise) {
    return Axes.axis(graph.shape(n.input(0)), n.integer("axis", otherwise));
  }

  static void reduce(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    String given = n.optional(1);
    List<Integer> named = given != null ? graph.fixed(given).toInts() : n.integers("axes");
    boolean none = named == null || named.isEmpty();
    // Without axes, the statistic is over all of them, unless the node says: over none.
    boolean noop =
        none && n.reads("noop_with_empty_axes") && n.integer("noop_with_empty_axes", 0) != 0;
    List<Integer> axes =
        named == null || named.isEmpty()
            ? IntStream.range(0, noop ? 0 : x.rank()).boxed().toList()
            : named.stream().map(a -> Axes.axis(x, a)).distinct().sorted().toList();
    boolean keep = n.integer("keepdims", 1) != 0;
    Reduction.Kind kind = REDUCTIONS.get(n.type());
    if (kind == null) {
      throw OnnxTable.unknown(n);
    }
    add(graph, n, new Reduction(kind, axes, keep), n.input(0));
  }

  private static void gather(OnnxGraph graph, OnnxNode n) {
    int axis = axis(graph, n, 0);
    if (!graph.isLiteral(n.input(1))) {
      add(graph, n, new GatherLines(axis, false), n.input(0), n.input(1));
      return;
    }
    Literal indices = graph.fixed(n.input(1));
    if (indices.values().length != 1 || axis == 0 || indices.shape().rank() > 1) {
      LiteralMoves.add(graph, n);
      return;
    }
    int size = graph.shape(n.input(0)).dim(axis);
    int given = (int) indices.scalar();
    int at = given < 0 ? given + size : given;
    if (at < 0 || at >= size) {
      throw new IllegalArgumentException("index " + given + " is outside of its axis " + axis);
    }
    MoveNode.Slice.Range one = new MoveNode.Slice.Range(at, at + 1, 1);
    boolean keeps = indices.shape().rank() == 1;
    String name = keeps ? n.name() : graph.unique(n.name() + ".slice");
    String output = keeps ? n.output() : n.output() + ".slice";
    graph.add(new MoveNode.Slice(name, output, n.input(0), axis, one));
    if (!keeps) {
      List<Integer> extents = graph.extents(output, s -> Axes.squeezed(s, List.of(axis)));
      graph.add(new MoveNode.Reshape(n.name(), n.output(), output, extents));
    }
  }

  private static void gatherPoints(OnnxGraph graph, OnnxNode n) {
    if (graph.isLiteral(n.input(1))) {
      LiteralMoves.add(graph, n);
    } else if (n.integer("batch_dims", 0) != 0) {
      throw new IllegalArgumentException("its attribute batch_dims is not 0, which is not known");
    } else {
      add(graph, n, new GatherPoints(), n.input(0), n.input(1));
    }
  }

  private static void runningSum(OnnxGraph graph, OnnxNode n) {
    int axis = Axes.axis(graph.shape(n.input(0)), (int) graph.fixed(n.input(1)).scalar());
    boolean before = n.integer("exclusive", 0) != 0;
    add(graph, n, new RunningSum(axis, before, n.integer("reverse", 0) != 0), n.input(0));
  }

  private static void picked(OnnxGraph graph, OnnxNode n, GatherLines operation) {
    if (graph.isLiteral(n.input(1))) {
      LiteralMoves.add(graph, n);
    } else {
      add(graph, n, operation, n.input(0), n.input(1));
    }
  }

  private static void topK(OnnxGraph graph, OnnxNode n) {
    int axis = axis(graph, n, -1);
    int count = n.opset() < 10 ? n.integer("k", 0) : (int) graph.fixed(n.input(1)).scalar();
    boolean largest = n.integer("largest", 1) != 0;
    Ranking.Order order = largest ? Ranking.Order.LARGEST : Ranking.Order.LEAST;
    for (int i = 0; i < n.proto().getOutputCount(); i++) {
      String output = n.proto().getOutput(i);
      if (!output.isEmpty()) {
        String name = i == 0 ? n.name() : graph.unique(n.name() + ".indices");
        Ranking ranking = new Ranking(axis, count, order, i == 1);
        graph.add(new TensorNode(name, output, List.of(n.input(0)), ranking));
      }
    }
  }

  private static void arg(OnnxGraph graph, OnnxNode n) {
    int axis = axis(graph, n, 0);
    boolean last = n.reads("select_last_index") && n.integer("select_last_index", 0) != 0;
    Ranking.Order order =
        n.type().equals("ArgMax")
            ? last ? Ranking.Order.LAST_LARGEST : Ranking.Order.LARGEST
            : last ? Ranking.Order.LAST_LEAST : Ranking.Order.LEAST;
    boolean keeps = n.integer("keepdims", 1) != 0;
    String name = keeps ? n.name() : graph.unique(n.name() + ".kept");
    String output = keeps ? n.output() : n.output() + ".kept";
    Ranking ranking = new Ranking(axis, 1, order, true);
    graph.add(new TensorNode(name, output, List.of(n.input(0)), ranking));
    if (!keeps) {
      List<Integer> extents = graph.extents(output, s -> Axes.squeezed(s, List.of(axis)));
      graph.add(new MoveNode.Reshape(n.name(), n.output(), output, extents));
    }
  }

  /** Adds a softmax; before opset 13, all axes from the given one on were joined into one. */
  static void softmax(OnnxGraph graph, OnnxNode n, boolean logarithm) {
    Shape x = graph.shape(n.input(0));
    boolean joins = n.opset() < 13;
    int axis = Axes.axis(x, n.integer("axis", joins ? 1 : -1));
    int end = joins ? x.rank() : axis + 1;
    add(graph, n, new SoftmaxLines(axis, end, logarithm), n.input(0));
  }

  private static void gridSample(OnnxGraph graph, OnnxNode n) {
    String mode = n.text("mode", n.opset() < 20 ? "bilinear" : "linear");
    boolean blends = mode.equals("bilinear") || mode.equals("linear");
    if (!blends && !mode.equals("nearest")) {
      throw new IllegalArgumentException("its attribute mode is " + mode + ", which is not known");
    }
    GridSampling.Padding padding = padding(n.text("padding_mode", "zeros"));
    boolean corners = n.integer("align_corners", 0) != 0;
    add(graph, n, new GridSampling(blends, padding, corners), n.input(0), n.input(1));
  }

  private static GridSampling.Padding padding(String mode) {
    return switch (mode) {
      case "zeros" -> GridSampling.Padding.ZEROS;
      case "border" -> GridSampling.Padding.BORDER;
      case "reflection" -> GridSampling.Padding.REFLECTION;
      default -> throw new IllegalArgumentException("its attribute padding_mode is " + mode);
    };
  }
}
