package io.manako.graph;

import static io.manako.graph.OnnxPart.input;
import static io.manako.graph.OnnxPart.inputs;
import static io.manako.graph.OnnxPart.integer;
import static io.manako.graph.OnnxPart.integers;
import static io.manako.graph.OnnxPart.output;
import static io.manako.graph.OnnxPart.outputs;
import static io.manako.graph.OnnxPart.real;
import static io.manako.graph.OnnxPart.text;

import io.manako.graph.OnnxPart.Kind;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists how the importer treats every input, output and attribute of every operator that it reads,
 * in the operator sets of {@link OnnxReader}. An operator without listed outputs has one, which is
 * read.
 */
final class OnnxContracts {
  private static final String NO_TEXT = "the Java engine has no text";
  private static final String FLOAT8 = "only 8-bit floats need it, which are refused";
  private static final String TRAINING = "only training updates a mean";

  private OnnxContracts() {}

  static Stream<OnnxContract> all() {
    return Stream.of(
            windows(), layers(), pointwise(), quantisation(), shapes(), moves(), constants())
        .flatMap(Function.identity());
  }

  private static OnnxContract operator(String type, OnnxPart... parts) {
    return OnnxContract.of(type, parts);
  }

  private static Stream<OnnxContract> windows() {
    return Stream.of(
        operator(
            "Conv",
            input("X"),
            input("W"),
            input("B"),
            text("auto_pad"),
            integers("dilations"),
            integer("group"),
            integers("kernel_shape"),
            integers("pads"),
            integers("strides")),
        operator(
            "ConvTranspose",
            input("X"),
            input("W"),
            input("B"),
            text("auto_pad"),
            integers("dilations"),
            integer("group").only(1),
            integers("kernel_shape"),
            integers("output_padding"),
            integers("output_shape").refused("export it with pads instead"),
            integers("pads"),
            integers("strides")),
        operator(
            "MaxPool",
            input("X"),
            output("Y"),
            output("Indices"),
            text("auto_pad"),
            integer("ceil_mode"),
            integers("dilations"),
            integers("kernel_shape"),
            integers("pads"),
            integer("storage_order").harmless("it numbers the indices, which are refused"),
            integers("strides")),
        operator(
            "AveragePool",
            input("X"),
            text("auto_pad"),
            integer("ceil_mode"),
            integer("count_include_pad"),
            integers("dilations").since(19),
            integers("kernel_shape"),
            integers("pads"),
            integers("strides")),
        operator("GlobalAveragePool", input("X")),
        operator("GlobalMaxPool", input("X")),
        resize());
  }

  private static OnnxContract resize() {
    return operator(
        "Resize",
        input("X"),
        input("roi").harmless("only tf_crop_and_resize crops, which is refused"),
        input("scales"),
        input("sizes"),
        integer("antialias").since(18).only(0),
        integers("axes").since(18),
        text("coordinate_transformation_mode"),
        real("cubic_coeff_a").harmless("only the mode cubic has it, which is refused"),
        integer("exclude_outside").only(0),
        real("extrapolation_value").harmless("only tf_crop_and_resize has it, which is refused"),
        text("keep_aspect_ratio_policy").since(18).only("stretch"),
        text("mode"),
        text("nearest_mode"));
  }

  private static Stream<OnnxContract> layers() {
    return Stream.of(
        operator(
            "Gemm",
            input("A"),
            input("B"),
            input("C"),
            real("alpha"),
            real("beta"),
            integer("transA").only(0),
            integer("transB")),
        operator("MatMul", input("A"), input("B")),
        operator(
            "BatchNormalization",
            input("X"),
            input("scale"),
            input("B"),
            input("mean"),
            input("var"),
            output("Y"),
            output("running_mean"),
            output("running_var"),
            real("epsilon"),
            real("momentum").harmless(TRAINING),
            integer("training_mode").since(14).only(0)),
        operator("LRN", input("X"), real("alpha"), real("beta"), real("bias"), integer("size")),
        operator(
            "ReduceMean",
            input("data"),
            input("axes").since(18),
            integers("axes").until(17),
            integer("keepdims"),
            integer("noop_with_empty_axes").since(18)),
        operator("Softmax", input("input"), integer("axis")),
        operator(
            "Dropout",
            input("data"),
            input("ratio").since(12).harmless("only training drops"),
            input("training_mode").since(12),
            output("output"),
            output("mask"),
            real("ratio").until(11).harmless("only training drops"),
            integer("seed").since(12).harmless("only training drops")));
  }

  private static Stream<OnnxContract> pointwise() {
    return Stream.of(
        operator("Add", input("A"), input("B")),
        operator("Sub", input("A"), input("B")),
        operator("Mul", input("A"), input("B")),
        operator("Div", input("A"), input("B")),
        operator("Sum", inputs("data_0")),
        operator("Max", inputs("data_0")),
        operator("Min", inputs("data_0")),
        operator("Clip", input("input"), input("min"), input("max")),
        operator("Relu", input("X")),
        operator("Sigmoid", input("X")),
        operator("LeakyRelu", input("X"), real("alpha")),
        operator("HardSigmoid", input("X"), real("alpha"), real("beta")),
        operator("HardSwish", input("X").since(14)),
        operator("Floor", input("X")),
        operator("Ceil", input("X")),
        operator("Sqrt", input("X")),
        operator("Identity", input("input")));
  }

  private static Stream<OnnxContract> quantisation() {
    return Stream.of(
        operator(
            "QuantizeLinear",
            input("x"),
            input("y_scale"),
            input("y_zero_point"),
            integer("axis").since(13).harmless("scales for each index are refused"),
            integer("block_size").since(21).only(0),
            integer("output_dtype").since(21),
            integer("precision").since(23).only(0),
            integer("saturate").since(19).harmless(FLOAT8)),
        operator(
            "DequantizeLinear",
            input("x"),
            input("x_scale"),
            input("x_zero_point"),
            integer("axis").since(13),
            integer("block_size").since(21).only(0),
            integer("output_dtype").since(23)),
        operator(
            "Cast",
            input("input"),
            text("round_mode").since(24).harmless(FLOAT8),
            integer("saturate").since(19).harmless(FLOAT8),
            integer("to")));
  }

  private static Stream<OnnxContract> shapes() {
    return Stream.of(
        operator("Reshape", input("data"), input("shape"), integer("allowzero").since(14)),
        operator("Flatten", input("input"), integer("axis")),
        operator("Squeeze", input("data"), input("axes").since(13), integers("axes").until(12)),
        operator("Unsqueeze", input("data"), input("axes").since(13), integers("axes").until(12)),
        operator("Shape", input("data"), integer("start").since(15), integer("end").since(15)));
  }

  private static Stream<OnnxContract> moves() {
    return Stream.of(
        operator("Transpose", input("data"), integers("perm")),
        operator("Concat", inputs("inputs"), integer("axis")),
        operator(
            "Split",
            input("input"),
            input("split").since(13),
            outputs("outputs"),
            integer("axis"),
            integer("num_outputs").since(18),
            integers("split").until(12)),
        operator(
            "Slice", input("data"), input("starts"), input("ends"), input("axes"), input("steps")),
        operator("Gather", input("data"), input("indices"), integer("axis")),
        operator(
            "Pad",
            input("data"),
            input("pads"),
            input("constant_value"),
            input("axes").since(18),
            text("mode").only("constant")));
  }

  private static Stream<OnnxContract> constants() {
    return Stream.of(
        operator(
            "Constant",
            OnnxPart.of(Kind.TENSOR, "value"),
            real("value_float").since(12),
            OnnxPart.of(Kind.FLOATS, "value_floats").since(12),
            integer("value_int").since(12),
            integers("value_ints").since(12),
            OnnxPart.of(Kind.SPARSE_TENSOR, "sparse_value").refused("write it as a dense tensor"),
            text("value_string").since(12).refused(NO_TEXT),
            OnnxPart.of(Kind.STRINGS, "value_strings").since(12).refused(NO_TEXT)),
        operator("ConstantOfShape", input("input"), OnnxPart.of(Kind.TENSOR, "value")),
        operator("Range", input("start"), input("limit"), input("delta")));
  }
}
