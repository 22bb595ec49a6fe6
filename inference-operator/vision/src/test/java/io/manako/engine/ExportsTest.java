package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.HalfPrecision;
import io.manako.graph.OnnxReader;
import io.manako.graph.OnnxSketch;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Task;
import io.manako.model.TrackScores;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files as exporters write them, on both engines. */
final class ExportsTest {
  private static final int HEIGHT = 4;
  private static final int WIDTH = 6;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void openHeightAndWidthAreThoseOfTheDescription(Kind kind) throws IOException {
    write(OnnxSketch.reading(13, -1, 3, -1, -1).node("Flatten", "y", "x"));
    assertThat(answers(kind, InputSpec.Color.RGB, Map.of())).isEqualTo(pictures(3));
  }

  @ParameterizedTest
  @EnumSource
  void picturesOfBytesAreRoundedToNearest(Kind kind) throws IOException {
    write(
        new OnnxSketch(13)
            .input("x", DataType.UINT8_VALUE, -1, 3, HEIGHT, WIDTH)
            .node("Cast", "f", "x", attribute("to", DataType.FLOAT_VALUE))
            .node("Flatten", "y", "f"));
    float[] expected = pictures(3);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) Math.max(0, Math.min(255, Math.rint(expected[i])));
    }
    assertThat(answers(kind, InputSpec.Color.RGB, Map.of())).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void aNetworkOfHalfPrecisionRuns(Kind kind) throws IOException {
    TensorProto half =
        TensorProto.newBuilder()
            .setName("half")
            .setDataType(DataType.FLOAT16_VALUE)
            .addInt32Data(HalfPrecision.ofFloat(0.5f))
            .build();
    write(
        new OnnxSketch(13)
            .input("x", DataType.FLOAT16_VALUE, -1, 3, HEIGHT, WIDTH)
            .tensor(half)
            .node("Mul", "m", "x half")
            .node("Cast", "f", "m", attribute("to", DataType.FLOAT_VALUE))
            .node("Flatten", "y", "f"));
    float[] answers = answers(kind, InputSpec.Color.RGB, Map.of());
    float[] expected = pictures(3);
    for (int i = 0; i < expected.length; i++) {
      assertThat(answers[i]).isCloseTo(expected[i] / 2, within(0.05f));
    }
  }

  private static Offset<Float> within(float offset) {
    return Offset.offset(offset);
  }

  @ParameterizedTest
  @EnumSource
  void networksReadOneChannelOrFour(Kind kind) throws IOException {
    write(OnnxSketch.reading(13, -1, 1, HEIGHT, WIDTH).node("Flatten", "y", "x"));
    assertThat(answers(kind, InputSpec.Color.GRAY, Map.of())).isEqualTo(pictures(1));
    write(OnnxSketch.reading(13, -1, 4, HEIGHT, WIDTH).node("Flatten", "y", "x"));
    assertThat(answers(kind, InputSpec.Color.BGRA, Map.of())).isEqualTo(pictures(4));
  }

  @ParameterizedTest
  @EnumSource
  void anInputThatIsTheSameForEveryPictureComesFromTheDescription(Kind kind) throws IOException {
    write(
        OnnxSketch.reading(13, -1, 3, HEIGHT, WIDTH)
            .input("sizes", DataType.INT64_VALUE, -1, 2)
            .ints("axes", 1)
            .node("Flatten", "flat", "x")
            .node("Cast", "f", "sizes", attribute("to", DataType.FLOAT_VALUE))
            .node("ReduceSum", "sum", "f axes")
            .node("Add", "y", "flat sum"));
    Map<String, List<Float>> sizes = Map.of("sizes", List.of(640f, 480f));
    float[] expected = pictures(3);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += 1120;
    }
    assertThat(answers(kind, InputSpec.Color.RGB, sizes)).isEqualTo(expected);
  }

  @Test
  void anInputWithoutNumbersIsRefusedWithTheKeyThatGivesThem() throws IOException {
    write(
        OnnxSketch.reading(13, -1, 3, HEIGHT, WIDTH)
            .input("sizes", DataType.INT64_VALUE, -1, 2)
            .node("Flatten", "y", "x"));
    assertThatThrownBy(() -> answers(Kind.JAVA, InputSpec.Color.RGB, Map.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("input.constants.sizes");
  }

  @ParameterizedTest
  @EnumSource
  void indicesAreAnsweredAsNumbers(Kind kind) throws IOException {
    OnnxSketch sketch =
        OnnxSketch.reading(13, -1, 3, HEIGHT, WIDTH)
            .node("Flatten", "flat", "x")
            .node("ArgMax", "y", "flat", attribute("axis", 1));
    byte[] bytes = sketch.writing("y", 2);
    ModelProto.Builder model = ModelProto.parseFrom(bytes).toBuilder();
    model
        .getGraphBuilder()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(DataType.INT64_VALUE);
    Files.write(folder.resolve("model.onnx"), model.build().toByteArray());
    assertThat(answers(kind, InputSpec.Color.RGB, Map.of())).containsExactly(71, 41);
  }

  @Test
  void anOutputWithoutAnAxisOfPicturesGetsOneInABatch() {
    byte[] file =
        OnnxSketch.reading(13, 1, 3, HEIGHT, WIDTH)
            .ints("axes", 0)
            .node("Squeeze", "one", "x axes")
            .node("Transpose", "y", "one", attribute("perm", new long[] {2, 0, 1}))
            .writing("y", 3);
    EngineOptions options = new EngineOptions(Kind.JAVA, Device.CPU, 1, 1);
    JavaEngine single = JavaEngine.of(OnnxReader.read(file), options, "turned");
    assertThat(single.outputShapes()).containsExactly(Shape.of(WIDTH, 3, HEIGHT));
    try (Engine engine = new FixedBatchEngine(single, 2)) {
      Tensor answer = engine.run(engine.newInput(), 2).get(0);
      assertThat(answer.shape()).isEqualTo(Shape.of(2, WIDTH, 3, HEIGHT));
    }
  }

  /** ONNX Runtime moves zeros into the padding of a maximum, unless that fusion is off. */
  @ParameterizedTest
  @EnumSource
  void paddingBeforeAMaximumIsNotLost(Kind kind) throws IOException {
    write(
        OnnxSketch.reading(13, -1, 3, HEIGHT, WIDTH)
            .floats("w", new int[] {1, 3, 1, 1}, -1, -1, -1)
            .ints("pads", 0, 0, 1, 1, 0, 0, 1, 1)
            .node("Conv", "negative", "x w")
            .node("Pad", "padded", "negative pads")
            .node(
                "MaxPool",
                "most",
                "padded",
                attribute("kernel_shape", new long[] {3, 3}),
                attribute("strides", new long[] {3, 3}))
            .node("Flatten", "y", "most"));
    // The one padded row above and the one padded column left hold zeros, the greatest numbers.
    assertThat(answers(kind, InputSpec.Color.RGB, Map.of())).containsOnly(0f);
  }

  private void write(OnnxSketch sketch) throws IOException {
    Files.write(folder.resolve("model.onnx"), sketch.writing("y", 2));
  }

  /** Samples of two pictures, in the order of the file. */
  private static float[] pictures(int channels) {
    float[] samples = new float[2 * channels * HEIGHT * WIDTH];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 0.5f + i * 2.25f % 256;
    }
    return samples;
  }

  private float[] answers(Kind kind, InputSpec.Color color, Map<String, List<Float>> constants) {
    Model model = new Model(spec(color, constants), folder);
    try (Engine engine = Engine.open(model, new EngineOptions(kind, Device.CPU, 1, 2))) {
      EngineInput input = engine.newInput();
      ImageLayout layout = input.layout();
      float[] samples = pictures(color.channels());
      for (int i = 0; i < samples.length; i++) {
        int row = i / WIDTH;
        int plane = row / HEIGHT;
        int at =
            layout.index(
                plane / color.channels(), plane % color.channels(), row % HEIGHT, i % WIDTH);
        input.data().put(at, samples[i]);
      }
      Tensor answer = engine.run(input, 2).get(0);
      return answer.toArray();
    }
  }

  private ModelSpec spec(InputSpec.Color color, Map<String, List<Float>> constants) {
    List<Float> zeros = Collections.nCopies(color.channels(), 0f);
    List<Float> ones = Collections.nCopies(color.channels(), 1f);
    InputSpec input =
        new InputSpec(
            "x",
            InputSpec.Layout.NCHW,
            WIDTH,
            HEIGHT,
            ResizeMode.STRETCH,
            color,
            zeros,
            ones,
            constants);
    return new ModelSpec(
        "export",
        "1",
        Task.CLASSIFICATION,
        input,
        new OutputSpec.Classes("y", OutputSpec.Activation.NONE),
        List.of(),
        0,
        "none",
        0,
        0,
        1,
        color + "" + constants,
        "Apache-2.0",
        "test",
        TrackScores.DEFAULT);
  }
}
