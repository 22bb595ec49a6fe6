package io.manako.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.dashboard.SampleRecords;
import io.manako.dashboard.feed.PictureShrinker.Encoded;
import io.manako.dashboard.feed.PictureShrinker.Limits;
import io.manako.image.PictureEncoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureShrinkerTest {
  private final PictureShrinker shrinker = new PictureShrinker();

  @Test
  void aPngBecomesAJpegOfTheSameScene() throws IOException {
    byte[] png = PictureEncoder.png(SampleRecords.picture(Color.BLUE));

    BufferedImage small =
        read(shrinker.shrink(new Encoded(png, "image/png", 0), new Limits(320, 50_000)));

    assertThat(small.getWidth()).isEqualTo(320);
    assertThat(small.getHeight()).isEqualTo(240);
    assertThat(new Color(small.getRGB(10, 10)).getBlue()).isGreaterThan(240);
    assertThat(new Color(small.getRGB(95, 120)).getRed()).isGreaterThan(240);
  }

  @Test
  void aPictureFullOfNoiseIsMadeSmallerUntilItFits() throws IOException {
    BufferedImage noise = new BufferedImage(1200, 900, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(1);
    for (int i = 0; i < 1200 * 900; i++) {
      noise.setRGB(i % 1200, i / 1200, random.nextInt(1 << 24));
    }
    byte[] jpeg = PictureEncoder.jpeg(noise, 0.95f);

    byte[] small = shrinker.shrink(new Encoded(jpeg, null, 0), new Limits(960, 40_000));

    assertThat(jpeg).hasSizeGreaterThan(500_000);
    assertThat(small).hasSizeLessThan(40_000);
    assertThat(read(small).getWidth()).isLessThan(400);
  }

  @Test
  void whatIsNoPictureGivesNone() {
    byte[] jpeg = SampleRecords.jpeg(Color.RED);
    for (byte[] bytes :
        new byte[][] {
          "no picture".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(jpeg, jpeg.length / 2), {}
        }) {
      assertThat(shrinker.shrink(new Encoded(bytes, null, 0), new Limits(320, 9_000))).isNull();
    }
  }

  @Test
  void moreCamerasGetSmallerPictures() {
    assertThat(PictureFeed.mostBytes(1)).isEqualTo(256 << 10);
    assertThat(2L * 500 * PictureFeed.mostBytes(500)).isLessThanOrEqualTo(96L << 20);
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(jpeg)));
  }
}
