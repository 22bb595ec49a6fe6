package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TileShapesTest {
  private final TileShapes shapes = new TileShapes(16, 8, 7, 6, 5, 4, 3, 2, 1);

  @Test
  void aRunThatNoWidthDividesTakesTwo() {
    assertThat(cover(28, 24)).isEqualTo("3 of 6, 2 of 5");
    assertThat(cover(14, 96)).isEqualTo("2 of 5, 1 of 4");
    assertThat(cover(49, 512)).isEqualTo("4 of 6, 5 of 5");
  }

  @Test
  void runsOfAnyLengthAreCovered() {
    assertThat(cover(28 * 28, 24)).isEqualTo("129 of 6, 2 of 5");
    assertThat(cover(1, 24)).isEqualTo("1 of 1, 0 of 1");
  }

  @Test
  void noPixelOfALongRunIsComputedTwice() {
    for (int run = 20; run <= 1000; run++) {
      for (int steps : new int[] {1, 24, 1024}) {
        int cover = shapes.cover(run, 2, steps);
        int narrow = TileShapes.narrowTiles(cover) * TileShapes.narrow(cover);
        assertThat((run - narrow) % TileShapes.wide(cover)).as("%d pixels", run).isZero();
      }
    }
  }

  @Test
  void noMoreTilesAreTakenThanThereHaveToBe() {
    for (int run = 1; run <= 1000; run++) {
      String[] tiles = cover(run, 1).split("\\D+");
      int count = Integer.parseInt(tiles[0]) + Integer.parseInt(tiles[2]);
      assertThat(count).as("%d pixels", run).isEqualTo((run + 5) / 6);
    }
  }

  @Test
  void tilesCoverTheirRunAndFitTheRegisters() {
    for (int blocks = 1; blocks <= 4; blocks++) {
      for (int run = 1; run <= 600; run++) {
        for (int steps = 1; steps < 5000; steps *= 3) {
          int cover = shapes.cover(run, blocks, steps);
          int wide = TileShapes.wide(cover);
          int narrow = TileShapes.narrow(cover);
          assertThat(wide).isBetween(narrow, run);
          assertThat(narrow).isPositive();
          int rest = run - TileShapes.narrowTiles(cover) * narrow;
          assertThat(rest).as("pixels of wide tiles").isPositive();
          // A sum for each pixel and block, the blocks' weights and one input.
          assertThat(wide * blocks + blocks + 1).isLessThanOrEqualTo(16);
        }
      }
    }
  }

  private String cover(int run, int steps) {
    int cover = shapes.cover(run, 2, steps);
    int narrow = TileShapes.narrowTiles(cover) * TileShapes.narrow(cover);
    int wideTiles = (run - narrow + TileShapes.wide(cover) - 1) / TileShapes.wide(cover);
    return String.format(
        Locale.ROOT,
        "%d of %d, %d of %d",
        wideTiles,
        TileShapes.wide(cover),
        TileShapes.narrowTiles(cover),
        TileShapes.narrow(cover));
  }
}
