package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A video may say how it is to be turned and mirrored. */
class VideoOrientationTest {
  private static final int ONE = 1 << 16;

  @TempDir private Path folder;

  /** The bright corner is top left as stored, and the right half of the picture is darker. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 0, 0, 63, 0",
    "-1, 0, 0, 1, 63, 0, 0, 0",
    "-1, 0, 0, -1, 63, 47, 0, 47",
    "1, 0, 0, -1, 0, 47, 63, 47",
    "0, 1, 1, 0, 0, 0, 0, 63",
    "0, 1, -1, 0, 47, 0, 47, 63",
    "0, -1, -1, 0, 47, 63, 47, 0",
    "0, -1, 1, 0, 0, 63, 0, 0"
  })
  void theCornersAreWhereTheViewerSeesThem(
      int a, int b, int c, int d, int leftX, int leftY, int rightX, int rightY) throws Exception {
    Clip clip = new Clip("libopenh264").frames(2).display(a * ONE, b * ONE, c * ONE, d * ONE);
    byte[] record = clip.bytes(folder, "mp4", VideoOrientationTest::sample);
    List<Image> images = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(record, null, (image, index, pts) -> images.add(image));
    }
    VideoAddress file = new VideoAddress(folder.resolve("clip.mp4").toString());
    try (VideoPlayback video = VideoPlayback.open(file, VideoPlayback.Size.OWN, () -> false)) {
      assertThat(video.advance()).isTrue();
      images.add(video.image());
      assertThat(video.width()).isEqualTo(images.get(0).width());
      assertThat(video.height()).isEqualTo(images.get(0).height());
    }
    assertThat(images).hasSize(3);
    for (Image image : images) {
      assertThat(image.width()).isEqualTo(a == 0 ? 48 : 64);
      assertThat(red(image, leftX, leftY)).isGreaterThan(220);
      assertThat(red(image, rightX, rightY)).isLessThan(40);
      assertThat(red(image, image.width() / 2, image.height() / 2)).isBetween(80, 170);
    }
  }

  private static int sample(int plane, int x, int y, int frame) {
    if (plane > 0) {
      return 128;
    }
    boolean bright = x < 16 && y < 16;
    boolean dark = x >= 48 && y < 16;
    return bright ? 235 : dark ? 16 : 120;
  }

  private static int red(Image image, int x, int y) {
    return image.rgb()[(y * image.width() + x) * 3] & 0xff;
  }
}
