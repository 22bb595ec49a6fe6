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

  static final String NOT_COMPUTED = "the Java engine does not compute it";

  private OnnxContracts() {}

  static Stream<OnnxContract> all() {
    return Stream.of(
            windows(),
            layers(),
            pointwise(),
            quantisation(),
            shapes(),
            moves(),
            constants(),
            OnnxTensorContracts.all())
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
            integer("group"),
            integers("kernel_shape"),
            integers("output_padding"),
            integers("output_shape"),
            integers("pads"),
            integers("strides")),
        operator(
            "MaxPool",
            input("X"),
            output("Y"),
            output("Indices").refused(NOT_COMPUTED),
            text("auto_pad"),
            integer("ceil_mode").since(10),
            integers("dilations").since(10),
            integers("kernel_shape"),
            integers("pads"),
            integer("storage_order").since(8).harmless("it numbers the indices, which are refused"),
            integers("strides")),
        operator(
            "AveragePool",
            input("X"),
            text("auto_pad"),
            integer("ceil_mode").since(10),
            integer("count_include_pad"),
            integers("dilations").since(19),
            integers("kernel_shape"),
            integers("pads"),
            integers("strides")),
        operator("GlobalAveragePool", input("X")),
        operator("GlobalMaxPool", input("X")),
        operator(
            "Upsample",
            input("X").until(9),
            input("scales").since(9).until(9),
            OnnxPart.of(Kind.FLOATS, "scales").until(8),
            text("mode").until(9)),
        resize());
  }

  private static OnnxContract resize() {
    return operator(
        "Resize",
        input("X").since(10),
        input("roi").since(11),
        input("scales").since(10),
        input("sizes").since(11),
        integer("antialias").since(18),
        integers("axes").since(18),
        text("coordinate_transformation_mode").since(11),
        real("cubic_coeff_a").since(11),
        integer("exclude_outside").since(11),
        real("extrapolation_value").since(11),
        text("keep_aspect_ratio_policy").since(18),
        text("mode"),
        text("nearest_mode").since(11));
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
            integer("transA"),
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
            output("running_mean").refused(NOT_COMPUTED),
            output("running_var").refused(NOT_COMPUTED),
            real("epsilon"),
            real("momentum").harmless(TRAINING),
            integer("spatial").until(8).only(1),
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
            output("mask").refused(NOT_COMPUTED),
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
        operator(
            "Clip",
            input("input"),
            input("min").since(11),
            input("max").since(11),
            real("min").until(10),
            real("max").until(10)),
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
            "Slice",
            input("data"),
            input("starts").since(10),
            input("ends").since(10),
            input("axes").since(10),
            input("steps").since(10),
            integers("starts").until(9),
            integers("ends").until(9),
            integers("axes").until(9)),
        operator("Gather", input("data"), input("indices"), integer("axis")),
        operator(
            "Pad",
            input("data"),
            input("pads").since(11),
            input("constant_value").since(11),
            input("axes").since(18),
            integers("pads").until(10),
            real("value").until(10),
            text("mode")));
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
            OnnxPart.of(Kind.SPARSE_TENSOR, "sparse_value")
                .since(11)
                .refused("write it as a dense tensor"),
            text("value_string").since(12).refused(NO_TEXT),
            OnnxPart.of(Kind.STRINGS, "value_strings").since(12).refused(NO_TEXT)),
        operator("ConstantOfShape", input("input"), OnnxPart.of(Kind.TENSOR, "value")),
        operator("Range", input("start"), input("limit"), input("delta")));
  }
}
