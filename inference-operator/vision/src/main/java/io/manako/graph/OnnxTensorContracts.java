package io.manako.graph;

import static io.manako.graph.OnnxContracts.NOT_COMPUTED;
import static io.manako.graph.OnnxPart.input;
import static io.manako.graph.OnnxPart.inputs;
import static io.manako.graph.OnnxPart.integer;
import static io.manako.graph.OnnxPart.integers;
import static io.manako.graph.OnnxPart.output;
import static io.manako.graph.OnnxPart.real;
import static io.manako.graph.OnnxPart.text;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists the parts of the operators that run without fast kernels. */
final class OnnxTensorContracts {
  /** Functions of one number that have no attributes. */
  private static final List<String> CURVES =
      List.of(
          "Abs",
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "Cos",
          "Cosh",
          "Erf",
          "Exp",
          "IsNaN",
          "Log",
          "Mish",
          "Neg",
          "Not",
          "Reciprocal",
          "Round",
          "Sign",
          "Sin",
          "Sinh",
          "Softplus",
          "Softsign",
          "Tan",
          "Tanh");

  private OnnxTensorContracts() {}

  static Stream<OnnxContract> all() {
    return Stream.of(elements(), pairs(), reductions(), norms(), choices(), blocks())
        .flatMap(Function.identity());
  }

  private static OnnxContract operator(String type, OnnxPart... parts) {
    return OnnxContract.of(type, parts);
  }

  private static Stream<OnnxContract> elements() {
    Stream<OnnxContract> plain = CURVES.stream().map(type -> operator(type, input("X")));
    Stream<OnnxContract> shaped =
        Stream.of(
            operator("Elu", input("X"), real("alpha")),
            operator("Selu", input("X"), real("alpha"), real("gamma")),
            operator("Celu", input("X"), real("alpha")),
            operator("ThresholdedRelu", input("X"), real("alpha")),
            operator("Shrink", input("input"), real("bias"), real("lambd")),
            operator("Gelu", input("X"), text("approximate")),
            operator("Swish", input("X"), real("alpha")),
            operator("IsInf", input("X"), integer("detect_negative"), integer("detect_positive")));
    return Stream.concat(plain, shaped);
  }

  private static Stream<OnnxContract> pairs() {
    Stream<OnnxContract> plain =
        Stream.of(
                "Pow",
                "Equal",
                "Less",
                "LessOrEqual",
                "Greater",
                "GreaterOrEqual",
                "And",
                "Or",
                "Xor")
            .map(type -> operator(type, input("A"), input("B")));
    Stream<OnnxContract> others =
        Stream.of(
            operator("PRelu", input("X"), input("slope")),
            operator("Mod", input("A"), input("B"), integer("fmod")),
            operator("Mean", inputs("data_0")),
            operator("Where", input("condition"), input("X"), input("Y")));
    return Stream.concat(plain, others);
  }

  private static Stream<OnnxContract> reductions() {
    Stream<OnnxContract> all =
        Stream.of(
                "ReduceMax",
                "ReduceMin",
                "ReduceProd",
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSum",
                "ReduceLogSumExp",
                "ReduceSumSquare")
            .map(type -> reduction(type, 18));
    Stream<OnnxContract> others =
        Stream.of(
            reduction("ReduceSum", 13),
            argument("ArgMax"),
            argument("ArgMin"),
            operator("LogSoftmax", input("input"), integer("axis")),
            operator(
                "TopK",
                input("X"),
                input("K").since(10),
                output("Values"),
                output("Indices"),
                integer("axis"),
                integer("k").until(9),
                integer("largest").since(11),
                integer("sorted")
                    .since(11)
                    .harmless("any order is right, and this one is sorted")));
    return Stream.concat(all, others);
  }

  /** Returns the contract of a reduction whose axes became an input in some operator set. */
  private static OnnxContract reduction(String type, int since) {
    return operator(
        type,
        input("data"),
        input("axes").since(since),
        integers("axes").until(since - 1),
        integer("keepdims"),
        integer("noop_with_empty_axes").since(since));
  }

  private static OnnxContract argument(String type) {
    return operator(
        type,
        input("data"),
        integer("axis"),
        integer("keepdims"),
        integer("select_last_index").since(12));
  }

  private static Stream<OnnxContract> norms() {
    return Stream.of(
        operator(
            "InstanceNormalization", input("input"), input("scale"), input("B"), real("epsilon")),
        operator(
            "GroupNormalization",
            input("X"),
            input("scale"),
            input("bias"),
            real("epsilon"),
            integer("num_groups"),
            integer("stash_type").since(21).harmless("sums are in double precision")),
        operator(
            "LayerNormalization",
            input("X"),
            input("Scale"),
            input("B"),
            output("Y"),
            output("Mean").refused(NOT_COMPUTED),
            output("InvStdDev").refused(NOT_COMPUTED),
            integer("axis"),
            real("epsilon"),
            integer("stash_type").harmless("sums are in double precision")));
  }

  private static Stream<OnnxContract> choices() {
    return Stream.of(
        operator("GatherElements", input("data"), input("indices"), integer("axis")),
        operator("GatherND", input("data"), input("indices"), integer("batch_dims").since(12)),
        operator("Expand", input("input"), input("shape")),
        operator("Tile", input("input"), input("repeats")),
        operator("Size", input("data")),
        operator("CumSum", input("x"), input("axis"), integer("exclusive"), integer("reverse")),
        operator(
            "NonMaxSuppression",
            input("boxes"),
            input("scores"),
            input("max_output_boxes_per_class"),
            input("iou_threshold"),
            input("score_threshold"),
            integer("center_point_box")),
        operator(
            "GridSample",
            input("X"),
            input("grid"),
            integer("align_corners"),
            text("mode"),
            text("padding_mode")));
  }

  private static Stream<OnnxContract> blocks() {
    return Stream.of(
        operator("DepthToSpace", input("input"), integer("blocksize"), text("mode").since(11)),
        operator("SpaceToDepth", input("input"), integer("blocksize")));
  }
}
