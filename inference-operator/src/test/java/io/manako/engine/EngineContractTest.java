package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.Graph;
import io.manako.graph.OnnxWriter;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Task;
import io.manako.model.TestModels;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Tensor;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both engines on the same files: the catalog's models and the architectures at their full size.
 */
final class EngineContractTest {
  private static final int MOST = 8;
  private static final Variant IMAGE_NET = Variant.imageNet(1, 224);
  private static final Variant COCO = new Variant(1, 91, 300, Variant.Padding.SAME, 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"detector", "classifier", "v1", "v2", "v3-large", "ssdlite"})
  void bothEnginesAgreeInEveryBatchAndTheJavaEngineToTheBit(String name) throws IOException {
    Model model = model(name);
    try (Engine java = open(model, Kind.JAVA, 1);
        Engine onTwoThreads = open(model, Kind.JAVA, 2);
        Engine onnxRuntime = open(model, Kind.ONNXRUNTIME, 1)) {
      List<float[]> alone = run(java, 1);
      agree(alone, run(onnxRuntime, 1));
      for (int count : new int[] {3, MOST}) {
        List<float[]> batch = run(java, count);
        agree(batch, run(onnxRuntime, count));
        haveTheSameBits(run(onTwoThreads, count), batch);
        haveTheSameBits(alone, batch);
      }
    }
  }

  private static Engine open(Model model, Kind kind, int threads) {
    return Engine.open(model, new EngineOptions(kind, Device.CPU, threads, MOST));
  }

  private static List<float[]> run(Engine engine, int count) {
    EngineInput input = engine.newInput();
    fill(input, count);
    return engine.run(input, count).stream().map(Tensor::toArray).toList();
  }

  private static void haveTheSameBits(List<float[]> some, List<float[]> all) {
    for (int i = 0; i < all.size(); i++) {
      int n = some.get(i).length;
      int different = Arrays.mismatch(some.get(i), 0, n, all.get(i), 0, n);
      assertThat(different).as("first different number of output %d", i).isEqualTo(-1);
    }
  }

  /** Noise; picture n is the same in every batch and layout. */
  private static void fill(EngineInput input, int count) {
    ImageLayout l = input.layout();
    for (int n = 0; n < count; n++) {
      SplittableRandom random = new SplittableRandom(n);
      for (int i = 0; i < l.height() * l.width() * l.channels(); i++) {
        int pixel = i / l.channels();
        int at = l.index(n, i % l.channels(), pixel / l.width(), pixel % l.width());
        input.data().put(at, (float) (random.nextDouble() * 2 - 1));
      }
    }
  }

  private static void agree(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      float largest = 0;
      float error = 0;
      assertThat(actual.get(i)).hasSameSizeAs(expected.get(i));
      for (int j = 0; j < actual.get(i).length; j++) {
        largest = Math.max(largest, Math.abs(expected.get(i)[j]));
        error = Math.max(error, Math.abs(actual.get(i)[j] - expected.get(i)[j]));
      }
      assertThat(error).as("output %d", i).isLessThanOrEqualTo(1e-4f * largest);
    }
  }

  private Model model(String name) throws IOException {
    return switch (name) {
      case "detector" -> TestModels.detector();
      case "classifier" -> TestModels.classifier();
      case "v1" -> built(name, MobileNetV1.build(IMAGE_NET), "logits");
      case "v2" -> built(name, MobileNetV2.build(IMAGE_NET), "logits");
      case "v3-large" -> built(name, MobileNetV3.large(IMAGE_NET), "logits");
      case "ssdlite" -> built(name, SsdLite.mobileNetV2(COCO), "boxes", "scores");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Model built(String name, Graph graph, String... outputs) throws IOException {
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(graph, file);
    boolean detector = outputs.length > 1;
    int size = detector ? COCO.size() : IMAGE_NET.size();
    OutputSpec.Activation raw = OutputSpec.Activation.NONE;
    ModelSpec spec =
        new ModelSpec(
            name,
            "random",
            detector ? Task.DETECTION : Task.CLASSIFICATION,
            new InputSpec(
                "image",
                InputSpec.Layout.NCHW,
                size,
                size,
                ResizeMode.STRETCH,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f)),
            detector
                ? new OutputSpec.DecodedBoxes(outputs[0], outputs[1], raw, true)
                : new OutputSpec.Classes(outputs[0], raw),
            List.of(),
            0,
            "none",
            0,
            0,
            1,
            name,
            "none",
            "built");
    return new Model(spec, folder, file);
  }
}
