package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.engine.Engine;
import io.manako.engine.EngineInput;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The later models of the catalog answer a pattern as TensorFlow.js does with the originals. */
final class ConvertedModelTest {
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSegmentersScoresAgree(Kind kind) throws IOException {
    List<float[]> outputs = run(TestModels.segmenter(), kind);
    agree(outputs.get(0), 89, new ReferencePicture("pattern").floats("_deeplab.bin"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theScoresAndSizesOfCentersAgree(Kind kind) throws IOException {
    List<float[]> outputs = run(TestModels.centerDetector(), kind);
    agree(outputs.get(0), 131, new ReferencePicture("pattern").floats("_centernet_sizes.bin"));
    agree(outputs.get(1), 2003, new ReferencePicture("pattern").floats("_centernet_scores.bin"));
  }

  /** Relative to the largest number; the reference has every {@code step}-th. */
  private static void agree(float[] actual, int step, float[] expected) {
    assertThat(expected).hasSize((actual.length + step - 1) / step);
    float largest = 0;
    for (float v : expected) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i * step])
          .as("number %d", i * step)
          .isCloseTo(expected[i], within((float) (TOLERANCE * largest)));
    }
  }

  private static List<float[]> run(Model model, Kind kind) {
    InputSpec spec = model.spec().input();
    try (Engine engine = Engine.open(model, new EngineOptions(kind, Device.CPU, 1, 1))) {
      EngineInput input = engine.newInput();
      ImageLayout layout = input.layout();
      for (int y = 0; y < layout.height(); y++) {
        for (int x = 0; x < layout.width(); x++) {
          for (int c = 0; c < 3; c++) {
            int sample = (x * 2 + y * 3 + (x * y >> 6) + c * 85) & 255;
            float normalised = (sample - spec.mean().get(c)) / spec.std().get(c);
            input.data().put(layout.index(0, c, y, x), normalised);
          }
        }
      }
      List<String> names = engine.outputNames();
      List<Tensor> outputs = engine.run(input, 1);
      return model.spec().output().names().stream()
          .map(name -> outputs.get(names.indexOf(name)).toArray())
          .toList();
    }
  }
}
