package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PictureHashTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 45;

  @Test
  void equalPicturesHaveEqualHashes() {
    assertThat(PictureHash.of(noise())).isEqualTo(PictureHash.of(noise()));
  }

  @Test
  void onePixelOfAReadRowMakesADifference() {
    Set<Long> hashes = new HashSet<>();
    hashes.add(PictureHash.of(noise()));
    for (int x = 0; x < WIDTH * 3; x++) {
      Image image = noise();
      image.rgb()[8 * WIDTH * 3 + x]++;
      hashes.add(PictureHash.of(image));
    }

    assertThat(hashes).hasSize(WIDTH * 3 + 1);
  }

  @Test
  void blackPicturesOfOtherSizesDiffer() {
    assertThat(PictureHash.of(new Image(8, 6, new byte[144])))
        .isNotEqualTo(PictureHash.of(new Image(6, 8, new byte[144])))
        .isNotZero();
  }

  @Test
  void aThingOfFourRowsIsSeenWhereverItMoves() {
    long before = PictureHash.of(noise());
    for (int y = 0; y + 4 <= HEIGHT; y++) {
      Image image = noise();
      for (int row = y; row < y + 4; row++) {
        image.rgb()[row * WIDTH * 3 + 30] ^= 0x55;
      }
      assertThat(PictureHash.of(image)).isNotEqualTo(before);
    }
  }

  private static Image noise() {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    new Random(5).nextBytes(rgb);
    return new Image(WIDTH, HEIGHT, rgb);
  }
}
