package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.model.InputSpec.Color;
import io.manako.model.InputSpec.Layout;
import io.manako.tensor.ResizeMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorSquaresTest {
  @Test
  void eachCellHasItsSquaresAroundItsMiddle() {
    var squares =
        new AnchorSquares(List.of(16, 32), List.of(List.of(8f, 16f), List.of(64f)), false);
    // Squares of 8 and 16 pixels in an input of 16 rows; the middle of the last is on its lower
    // edge.
    float[] rows = squares.rows(input(32, 16));
    assertThat(rows)
        .containsExactly(
            new float[] {
              0.5f, 0.25f, 0.5f, 0.25f, 0.5f, 0.25f, 1, 0.5f, 0.5f, 0.75f, 0.5f, 0.25f, 0.5f, 0.75f,
              1, 0.5f, 1, 0.5f, 4, 2
            },
            within(1e-6f));
  }

  @Test
  void aClippedSquareEndsWithTheInput() {
    var squares = new AnchorSquares(List.of(32), List.of(List.of(48f)), true);
    assertThat(squares.rows(input(32, 16))).containsExactly(1, 0.5f, 1, 1);
  }

  private static InputSpec input(int width, int height) {
    List<Float> one = List.of(1f, 1f, 1f);
    return new InputSpec("x", Layout.NCHW, width, height, ResizeMode.STRETCH, Color.RGB, one, one);
  }
}
