package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What libaom would reserve memory for. */
class Av1UnitsTest {
  private static final int FRAMES = 3;

  @TempDir static Path folder;
  private static byte[] units;

  @BeforeAll
  static void encode() throws IOException {
    Clip clip = new Clip("libaom-av1").frames(FRAMES).option("cpu-used", "8");
    units = clip.bytes(folder, "obu", (plane, x, y, i) -> 60 + 20 * i);
  }

  @Test
  void framesWithinTheLimitsPass() {
    assertThatNoException().isThrownBy(() -> add(new DecodeLimits(64, 48, 1 << 20), units));
  }

  @Test
  void aSequenceOfLargerFramesIsRefused() {
    assertThatThrownBy(() -> add(new DecodeLimits(64, 47, 1 << 20), units))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("the header claims 64x48 pixels; the limit is 64x47");
  }

  @Test
  void hiddenFramesCountToo() {
    long most = FRAMES * 64 * 48 / 2;
    assertThatNoException()
        .isThrownBy(() -> add(new DecodeLimits(4096, 4096, 1 << 20, most), units));
    assertThatThrownBy(() -> add(new DecodeLimits(4096, 4096, 1 << 20, most - 1), units))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("hidden ones too");
  }

  @Test
  void noCutAndNoNoiseDoesMoreThanRefuse() throws MalformedFrameException {
    int refused = 0;
    for (int length = 0; length < units.length; length++) {
      byte[] cut = Arrays.copyOf(units, length);
      refused += refuses(cut) ? 1 : 0;
      byte[] noisy = units.clone();
      noisy[length] ^= (byte) 0xff;
      refused += refuses(noisy) ? 1 : 0;
    }
    assertThat(refused).isBetween(1, 2 * units.length - 1);
  }

  private static boolean refuses(byte[] packet) {
    try {
      add(DecodeLimits.DEFAULT, packet);
      return false;
    } catch (MalformedFrameException e) {
      return true;
    }
  }

  private static void add(DecodeLimits limits, byte[] packet) throws MalformedFrameException {
    new Av1Units(limits).add(packet);
  }
}
