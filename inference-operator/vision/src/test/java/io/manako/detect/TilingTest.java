package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.tensor.Crop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {

  @Test
  void withoutTilesThereIsOnlyTheWholePicture() {
    assertThat(Tiling.parse("1")).isEqualTo(Tiling.NONE);
    assertThat(Tiling.parse("1x1").of(640, 480)).containsExactly(new Crop(0, 0, 640, 480));
    assertThat(Tiling.NONE.views()).isEqualTo(1);
  }

  @Test
  void fourTilesOverlapByAFifthOfTheirSides() {
    List<Crop> views = Tiling.parse("2x2").of(900, 450);

    assertThat(views)
        .containsExactly(
            new Crop(0, 0, 900, 450),
            new Crop(0, 0, 500, 250),
            new Crop(400, 0, 500, 250),
            new Crop(0, 200, 500, 250),
            new Crop(400, 200, 500, 250));
    assertThat(views).hasSize(Tiling.parse("2x2").views());
  }

  @ParameterizedTest
  @CsvSource({"768, 576, 2x2", "1, 1, 4x4", "17, 3, 3x2", "1919, 1081, 4x3", "5, 5, 2x1"})
  void everyPixelIsInATileAndNoTileLeavesThePicture(int width, int height, String tiles) {
    List<Crop> views = Tiling.parse(tiles).of(width, height);
    boolean[][] seen = new boolean[height][width];
    for (Crop tile : views.subList(1, views.size())) {
      assertThat(tile.x() + tile.width()).isLessThanOrEqualTo(width);
      assertThat(tile.y() + tile.height()).isLessThanOrEqualTo(height);
      for (int y = tile.y(); y < tile.y() + tile.height(); y++) {
        for (int x = tile.x(); x < tile.x() + tile.width(); x++) {
          seen[y][x] = true;
        }
      }
    }
    for (boolean[] row : seen) {
      assertThat(row).doesNotContain(false);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, are no tiles", "0x2, are no tiles", "two, are no tiles", "5x2, 1 to 4"})
  void whatIsNoTilingIsRefusedWithASentence(String text, String sentence) {
    assertThatThrownBy(() -> Tiling.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
