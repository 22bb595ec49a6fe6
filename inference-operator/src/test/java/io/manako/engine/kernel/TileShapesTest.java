package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TileShapesTest {
  private final TileShapes shapes = new TileShapes(16, 8, 7, 6, 5, 4, 3, 2, 1);

  @Test
  void manyInputChannelsTakeTheTileThatFitsARun() {
    assertThat(shapes.pixels(112, 2, 512)).isEqualTo(4);
    assertThat(shapes.pixels(49, 2, 512)).isEqualTo(5);
  }

  @Test
  void fewInputChannelsTakeLargeTilesThatAreCalledLessOften() {
    assertThat(shapes.pixels(112, 2, 16)).isEqualTo(6);
    assertThat(shapes.pixels(49, 2, 1)).isEqualTo(6);
  }

  @Test
  void noTileIsWiderThanItsRunOrThanTheRegistersHold() {
    for (int blocks = 1; blocks <= 4; blocks++) {
      for (int run = 1; run <= 300; run++) {
        for (int steps = 1; steps < 5000; steps *= 3) {
          int pixels = shapes.pixels(run, blocks, steps);
          assertThat(pixels).isBetween(1, run);
          // A sum for each pixel and block, the blocks' weights and one input.
          assertThat(pixels * blocks + blocks + 1).isLessThanOrEqualTo(16);
        }
      }
    }
  }
}
