package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.model.InputSpec.Color;
import io.manako.model.InputSpec.Layout;
import io.manako.tensor.ResizeMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorGridTest {
  private static final AnchorGrid GRID =
      new AnchorGrid(
          List.of(16, 32, 64, 128, 256, 512), 0.2f, 0.95f, List.of(1f, 2f, 0.5f, 3f, 1 / 3f), true);

  /** The same rule stands in a model of the catalog that was published with its anchors. */
  @Test
  void theAnchorsAreThoseOfTheDetectorThatBringsItsOwn() throws IOException {
    byte[] file = Files.readAllBytes(TestModels.detector().folder().resolve("anchors.bin"));
    FloatBuffer published = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] rows = GRID.rows(input(300));
    assertThat(rows).hasSize(4 * 1917).hasSize(published.remaining());
    for (int i = 0; i < rows.length; i++) {
      assertThat(rows[i]).as("number %d", i).isCloseTo(published.get(i), within(1e-4f));
    }
  }

  @Test
  void aSingleMapHasTheMiddleScale() {
    AnchorGrid one = new AnchorGrid(List.of(100), 0.2f, 0.6f, List.of(4f), false);
    assertThat(one.rows(input(100)))
        .containsExactly(
            new float[] {0.5f, 0.5f, 0.2f, 0.8f, 0.5f, 0.5f, 0.63245f, 0.63245f}, within(1e-4f));
  }

  private static InputSpec input(int side) {
    List<Float> one = List.of(1f, 1f, 1f);
    return new InputSpec("image", Layout.NCHW, side, side, ResizeMode.STRETCH, Color.RGB, one, one);
  }
}
