package io.manako.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.manako.dashboard.SampleRecords;
import io.manako.dashboard.feed.PictureShrinker.Encoded;
import io.manako.dashboard.feed.PictureShrinker.Limits;
import io.manako.image.Image;
import io.manako.image.PictureEncoder;
import io.manako.media.GopEncoder;
import io.manako.media.TimedImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureShrinkerTest {
  private final PictureShrinker shrinker = new PictureShrinker();

  @AfterEach
  void close() {
    shrinker.close();
  }

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
  void aWebpBecomesAJpegOfTheSameScene() throws IOException {
    byte[] webp = webp(SampleRecords.jpeg(Color.BLUE));

    BufferedImage small =
        read(shrinker.shrink(new Encoded(webp, "image/webp", 0), new Limits(320, 50_000)));

    assertThat(new String(webp, 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
    assertThat(small.getWidth()).isEqualTo(320);
    assertThat(small.getHeight()).isEqualTo(240);
    assertThat(new Color(small.getRGB(10, 10)).getBlue()).isGreaterThan(230);
    assertThat(new Color(small.getRGB(95, 120)).getRed()).isGreaterThan(200);
  }

  @Test
  void eachFrameOfAGopIsShownByItsIndex() throws IOException {
    byte[] gop = gop(Color.RED, Color.GREEN, Color.BLUE);

    for (String contentType : new String[] {"video/mp4", null}) {
      assertThat(shown(gop, contentType, 0).getRed()).isGreaterThan(200);
      assertThat(shown(gop, contentType, 1).getGreen()).isGreaterThan(200);
      assertThat(shown(gop, contentType, 2).getBlue()).isGreaterThan(200);
    }
    assertThat(shrinker.shrink(new Encoded(gop, null, 3), new Limits(64, 9_000))).isNull();
  }

  @Test
  void aGopThatIsCutOffGivesNoPictureAndTheNextOneDoes() throws IOException {
    byte[] gop = gop(Color.RED, Color.GREEN, Color.BLUE);
    Encoded cut = new Encoded(Arrays.copyOf(gop, gop.length / 2), "video/mp4", 2);

    assertThat(shrinker.shrink(cut, new Limits(64, 9_000))).isNull();
    assertThat(shown(gop, "video/mp4", 2).getBlue()).isGreaterThan(200);
  }

  @Test
  void moreCamerasGetSmallerPictures() {
    assertThat(PictureFeed.mostBytes(1)).isEqualTo(256 << 10);
    assertThat(2L * 500 * PictureFeed.mostBytes(500)).isLessThanOrEqualTo(96L << 20);
  }

  private Color shown(byte[] gop, @Nullable String contentType, int index) throws IOException {
    byte[] jpeg = shrinker.shrink(new Encoded(gop, contentType, index), new Limits(64, 9_000));
    return new Color(read(jpeg).getRGB(32, 24));
  }

  private static byte[] gop(Color... colors) throws IOException {
    List<TimedImage> pictures = new ArrayList<>();
    for (Color color : colors) {
      byte[] rgb = new byte[128 * 96 * 3];
      for (int i = 0; i < rgb.length; i += 3) {
        rgb[i] = (byte) color.getRed();
        rgb[i + 1] = (byte) color.getGreen();
        rgb[i + 2] = (byte) color.getBlue();
      }
      pictures.add(new TimedImage(new Image(128, 96, rgb), 100_000_000L * pictures.size()));
    }
    return new GopEncoder(10).encode(pictures);
  }

  private static byte[] webp(byte[] jpeg) {
    try (PointerScope ignored = new PointerScope()) {
      BytePointer encoded = new BytePointer();
      imencode(".webp", imdecode(new Mat(jpeg), IMREAD_COLOR), encoded);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(jpeg)));
  }
}
