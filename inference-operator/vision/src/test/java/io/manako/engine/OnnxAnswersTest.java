package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.manako.graph.OnnxSketch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What ONNX's operators leave to attributes and types: answered as ONNX Runtime does, or refused.
 */
final class OnnxAnswersTest {
  private static final TensorProto YES =
      TensorProto.newBuilder()
          .setName("yes")
          .setDataType(DataType.BOOL_VALUE)
          .addInt32Data(1)
          .build();

  static Stream<Arguments> answered() {
    return Stream.of(
        Arguments.of(
            "a pooling whose last window would start outside", pooled("MaxPool", 2, 2, 1), 4),
        Arguments.of("a pooling of single samples", pooled("AveragePool", 1, 2, 0), 4),
        Arguments.of("a resize by a broken factor", scaled("half_pixel", "linear", 0.6f, 1.3f), 4),
        Arguments.of(
            "a resize to one sample", scaled("pytorch_half_pixel", "linear", 0.2f, 0.2f), 4),
        Arguments.of(
            "the nearest sample of a broken factor",
            scaled("asymmetric", "nearest", 0.7f, 1.7f),
            4),
        Arguments.of(
            "a constant output",
            reading(13, 1, 2, 5, 5).weight("k", 3, 4).node("Identity", "y", "k"),
            2),
        Arguments.of(
            "a constant joined to a map",
            reading(13, 1, 2, 5, 5)
                .weight("k", 1, 2, 5, 5)
                .node("Concat", "y", "x k", attribute("axis", 1)),
            4),
        Arguments.of(
            "constants gathered by a matrix",
            reading(13, -1, 2, 5, 5)
                .weight("k", 9, 5)
                .tensor(indices())
                .node("Gather", "g", "k i")
                .node("Add", "y", "x g"),
            4),
        Arguments.of(
            "pictures as high and wide as they have channels",
            reading(13, -1, 5, 5, 5).node("LRN", "y", "x", attribute("size", 3)),
            4),
        Arguments.of(
            "a resize of channels",
            reading(13, -1, 2, 5, 5)
                .floats("s", new int[] {4}, 1, 2, 1, 1)
                .node("Resize", "y", "x - s"),
            4),
        Arguments.of(
            "a filter against aliasing",
            reading(18, -1, 2, 8, 6)
                .floats("s", new int[] {4}, 1, 1, 0.5f, 0.5f)
                .node(
                    "Resize", "y", "x - s", attribute("antialias", 1), attribute("mode", "linear")),
            4),
        Arguments.of("16 bits", quantised(DataType.INT16_VALUE, 1 / 8192f, 0), 4),
        Arguments.of("8 bits by output_dtype", quantised(0, 1 / 64f, DataType.INT8_VALUE), 4),
        Arguments.of("4 bits", quantised(DataType.UINT4_VALUE, 1 / 4f, 0), 4));
  }

  static Stream<Arguments> refused() {
    OnnxSketch trained =
        reading(13, -1, 2, 5, 5).tensor(YES).scalar("r", 0.5f).node("Dropout", "y", "x r yes");
    OnnxSketch added =
        quantised(DataType.UINT8_VALUE, 1 / 64f, 0)
            .node("QuantizeLinear", "p", "c scale zero")
            .node("Mul", "y2", "p p");
    return Stream.of(
        Arguments.of(trained, "training_mode (yes) is true"),
        Arguments.of(added, "it computes with p, which is quantised"),
        Arguments.of(scaled("align_corners", "linear", 0.6f, 1.3f), "gives no whole size"),
        Arguments.of(
            reading(13, -1, 2, 5, 5)
                .weight("w", 2, 3, 1, 1)
                .node(
                    "ConvTranspose",
                    "y",
                    "x w",
                    attribute("auto_pad", "SAME_UPPER"),
                    attribute("strides", new long[] {2, 2})),
            "with strides beyond its kernel"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  void isAnsweredAsOnnxRuntimeAnswersIt(String what, OnnxSketch sketch, int rank) {
    OnnxParity.Outcome outcome = OnnxParity.judge(sketch.writing("y", rank), what);
    assertThat(outcome.refusal()).isNull();
    assertThat(outcome.judged()).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void isRefusedByName(OnnxSketch sketch, String fragment) {
    OnnxParity.Outcome outcome = OnnxParity.judge(sketch.writing("y", 4), fragment);
    assertThat(outcome.refusal()).contains(fragment);
  }

  /** Every type's bytes count up, so that signs and halves are met. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"UNDEFINED", "STRING"},
      mode = EnumSource.Mode.EXCLUDE)
  void aConstantOfAnyTypeIsReadRightOrRefusedByName(DataType type) {
    byte[] raw = new byte[bytes(type)];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (type == DataType.BOOL ? i % 2 : 37 * i + 1);
    }
    TensorProto k =
        TensorProto.newBuilder()
            .setName("k")
            .setDataType(type.getNumber())
            .addDims(4)
            .setRawData(ByteString.copyFrom(raw))
            .build();
    byte[] model =
        reading(21, -1, 2, 5, 4)
            .tensor(k)
            .node("Cast", "f", "k", attribute("to", DataType.FLOAT_VALUE))
            .node("Add", "y", "x f")
            .writing("y", 4);
    OnnxParity.Outcome outcome = OnnxParity.judge(model, type.name());
    if (outcome.refusal() != null) {
      assertThat(outcome.refusal()).contains("k is of type " + type);
    }
    boolean exotic = type.name().startsWith("FLOAT8") || type.name().startsWith("COMPLEX");
    assertThat(outcome.refusal() != null).as("refused").isEqualTo(exotic);
  }

  private static int bytes(DataType type) {
    return switch (type) {
      case INT4, UINT4 -> 2;
      case INT16, UINT16, FLOAT16, BFLOAT16 -> 8;
      case FLOAT, INT32, UINT32 -> 16;
      case DOUBLE, INT64, UINT64, COMPLEX64 -> 32;
      case COMPLEX128 -> 64;
      default -> 4;
    };
  }

  private static OnnxSketch pooled(String type, int kernel, int stride, int pad) {
    return reading(13, -1, 3, 4, 8)
        .node(
            type,
            "y",
            "x",
            attribute("kernel_shape", new long[] {kernel, kernel}),
            attribute("strides", new long[] {stride, stride}),
            attribute("pads", new long[] {pad, pad, pad, pad}),
            attribute("ceil_mode", 1));
  }

  private static OnnxSketch scaled(String grid, String mode, float rows, float columns) {
    return reading(13, -1, 3, 7, 9)
        .floats("s", new int[] {4}, 1, 1, rows, columns)
        .node(
            "Resize",
            "y",
            "x - s",
            attribute("mode", mode),
            attribute("coordinate_transformation_mode", grid));
  }

  private static TensorProto indices() {
    TensorProto.Builder t = TensorProto.newBuilder().setName("i").setDataType(DataType.INT64_VALUE);
    return t.addDims(1)
        .addDims(5)
        .addInt64Data(3)
        .addInt64Data(-1)
        .addInt64Data(0)
        .addInt64Data(8)
        .addInt64Data(3)
        .build();
  }

  /** Quantises values of −3 and 3, which need no rounding but saturate. */
  private static OnnxSketch quantised(int zeroType, float scale, int outputType) {
    OnnxSketch sketch =
        reading(21, -1, 3, 5, 5)
            .scalar("large", 1e9f)
            .scalar("low", -3)
            .scalar("high", 3)
            .scalar("scale", scale)
            .node("Mul", "m", "x large")
            .node("Clip", "c", "m low high");
    if (outputType != 0) {
      return sketch
          .node("QuantizeLinear", "q", "c scale", attribute("output_dtype", outputType))
          .node("DequantizeLinear", "y", "q scale");
    }
    TensorProto zero =
        TensorProto.newBuilder().setName("zero").setDataType(zeroType).addInt32Data(5).build();
    return sketch
        .tensor(zero)
        .node("QuantizeLinear", "q", "c scale zero")
        .node("DequantizeLinear", "y", "q scale zero");
  }
}
