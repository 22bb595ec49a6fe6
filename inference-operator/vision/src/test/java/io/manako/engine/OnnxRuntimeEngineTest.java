package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.Activation;
import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.OnnxWriter;
import io.manako.graph.Window;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Task;
import io.manako.model.TrackScores;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OnnxRuntimeEngineTest {
  private static final int SIZE = 9;
  private static final int CLASSES = 5;

  @TempDir private Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    OnnxWriter.write(network(), folder.resolve("model.onnx"));
  }

  @Test
  void aPictureGivesTheSameBitsAloneAndInABatch() {
    try (Engine engine = Engine.open(model("scores"), options(8))) {
      EngineInput batch = engine.newInput();
      fill(batch);
      float[] together = engine.run(batch, 8).get(0).toArray();
      EngineInput single = engine.newInput();
      int picture = single.layout().imageStride();
      for (int n = 0; n < 8; n++) {
        single.data().put(0, batch.data(), n * picture, picture);
        float[] alone = engine.run(single, 1).get(0).toArray();
        assertThat(alone)
            .containsExactly(Arrays.copyOfRange(together, n * CLASSES, (n + 1) * CLASSES));
      }
    }
  }

  @Test
  void theOutputHasTheShapeOfTheRunningBatch() {
    try (Engine engine = Engine.open(model("scores"), options(4))) {
      EngineInput input = engine.newInput();
      assertThat(engine.outputNames()).containsExactly("scores");
      assertThat(engine.run(input, 3).get(0).shape()).isEqualTo(Shape.of(3, CLASSES));
      assertThat(engine.run(input, 1).get(0).shape()).isEqualTo(Shape.of(1, CLASSES));
      assertThatThrownBy(() -> engine.run(input, 5))
          .isInstanceOf(EngineException.class)
          .hasMessage("a run takes 1 to 4 pictures, not 5");
    }
  }

  @Test
  void closingOneEngineLeavesTheOtherOfTheSameModelRunning() {
    Engine first = Engine.open(model("scores"), options(2));
    try (Engine second = Engine.open(model("scores"), options(2))) {
      first.close();
      first.close();
      assertThat(second.run(second.newInput(), 2)).hasSize(1);
      assertThatThrownBy(() -> first.run(second.newInput(), 1))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("is closed");
    }
  }

  @Test
  void anOutputThatTheNetworkLacksIsNamedWithThoseItHas() {
    assertThatThrownBy(() -> Engine.open(model("probabilities"), options(1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("probabilities")
        .hasMessageContaining("scores");
  }

  @Test
  void anInputOfAnotherSizeIsNamedWithBothShapes() {
    ModelSpec spec = spec("scores", SIZE + 1);
    assertThatThrownBy(() -> Engine.open(new Model(spec, folder), options(1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("[N, 3, 9, 9]")
        .hasMessageContaining("[1, 3, 9, 10]");
  }

  @Test
  void aFileThatIsNotOnnxIsRefused() throws IOException {
    Files.writeString(folder.resolve("model.onnx"), "hello, I am a text file");
    assertThatThrownBy(() -> Engine.open(model("scores"), options(1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("model.onnx on cpu");
  }

  @Test
  void weightsInAnotherFileAreRefused() throws IOException {
    ModelProto.Builder proto = ModelProto.parseFrom(OnnxWriter.toBytes(network())).toBuilder();
    TensorProto.Builder weight = proto.getGraphBuilder().getInitializerBuilder(0);
    weight.setDataLocation(TensorProto.DataLocation.EXTERNAL).clearRawData();
    weight.addExternalDataBuilder().setKey("location").setValue("/etc/hostname");
    Files.write(folder.resolve("model.onnx"), proto.build().toByteArray());
    assertThatThrownBy(() -> Engine.open(model("scores"), options(1)))
        .isInstanceOf(EngineException.class)
        .hasMessageMatching(".*model.onnx keeps the weight [wbd] in another file.*");
  }

  /** Without -Pgpu the whole device is missing; with it, on a machine without CUDA, a library. */
  @ParameterizedTest
  @EnumSource(value = Device.class, names = "CPU", mode = EnumSource.Mode.EXCLUDE)
  void aMissingGpuIsAnErrorThatSaysWhatIsMissing(Device device) {
    boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    assumeFalse(built && Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a GPU");
    EngineOptions options = new EngineOptions(Kind.ONNXRUNTIME, device, 1, 1);
    assertThatThrownBy(() -> Engine.open(model("scores"), options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the device " + device)
        .hasMessageContaining(built ? ".so." : "build with -Pgpu")
        .hasMessageContaining("choose the device cpu");
  }

  private Model model(String output) {
    return new Model(spec(output, SIZE), folder);
  }

  private static ModelSpec spec(String output, int width) {
    InputSpec input =
        new InputSpec(
            "image",
            InputSpec.Layout.NCHW,
            width,
            SIZE,
            ResizeMode.STRETCH,
            InputSpec.Color.RGB,
            List.of(0f, 0f, 0f),
            List.of(1f, 1f, 1f));
    return new ModelSpec(
        "tiny",
        "1",
        Task.CLASSIFICATION,
        input,
        new OutputSpec.Classes(output, OutputSpec.Activation.NONE),
        List.of(),
        0,
        "none",
        0,
        0,
        1,
        "00",
        "Apache-2.0",
        "test",
        TrackScores.DEFAULT);
  }

  private static EngineOptions options(int maxBatch) {
    return new EngineOptions(Kind.ONNXRUNTIME, Device.CPU, 1, maxBatch);
  }

  private static void fill(EngineInput input) {
    Random random = new Random(7);
    for (int i = 0; i < input.data().capacity(); i++) {
      input.data().put(i, random.nextFloat() * 2 - 1);
    }
  }

  private static Graph network() {
    return new Graph(
        "tiny",
        Map.of("image", Shape.of(Shape.DYNAMIC, 3, SIZE, SIZE)),
        Map.of("w", weights(16, 3, 3, 3), "b", weights(16), "d", weights(CLASSES, 16)),
        List.of(
            new LayerNode.Conv(
                "conv", "c", "image", new Filters("w", "b"), Window.same(3, 2, SIZE, SIZE), 1),
            new Node.Activate("relu", "r", "c", Activation.RELU6),
            new Node.ReduceMean("pool", "p", "r", List.of(2, 3), true),
            new MoveNode.Reshape("flat", "f", "p", List.of(0, 16)),
            new LayerNode.Dense("dense", "l", "f", Filters.of("d")),
            new Node.Softmax("softmax", "scores", "l", 1)),
        List.of("scores"));
  }

  private static Tensor weights(int... dims) {
    Random random = new Random(dims.length);
    float[] data = new float[Shape.of(dims).size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat() - 0.5f;
    }
    return Tensor.of(Shape.of(dims), data);
  }
}
