package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Model;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.Tensor;
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

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "detector",
        "classifier",
        "segmenter",
        "open-images",
        "centernet",
        "v1",
        "v2",
        "v3-large",
        "ssdlite"
      })
  void bothEnginesAgreeInEveryBatchAndTheJavaEngineToTheBit(String name) throws IOException {
    Model model = PublishedNetwork.model(name, folder);
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
}
