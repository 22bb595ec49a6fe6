package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's decoder against the native one. */
class JavaPictureDecoderTest {
  private static final Image SCENE = Pictures.scene(97, 61);
  private static final FrameDecoder JAVA = new FrameDecoder(DecodeLimits.DEFAULT, Codec.JAVA);
  private static final FrameDecoder NATIVE = new FrameDecoder(DecodeLimits.DEFAULT, Codec.NATIVE);

  @AfterAll
  static void close() {
    JAVA.close();
    NATIVE.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".bmp"})
  void aLosslessPictureComesBackExactly(String extension) throws Exception {
    assertThat(decode(JAVA, Pictures.encode(extension, SCENE)).rgb()).isEqualTo(SCENE.rgb());
  }

  @Test
  void aJpegDecodesToThePixelsOfTheNativeCodec() throws Exception {
    byte[] jpeg = Pictures.encode(".jpg", SCENE);
    assertThat(worst(decode(JAVA, jpeg), decode(NATIVE, jpeg))).isLessThanOrEqualTo(3);
  }

  @Test
  void greyAndTransparentPicturesDecodeAsTheNativeCodecReadsThem() throws Exception {
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_4BYTE_ABGR,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY
        }) {
      byte[] png = png(type);
      assertThat(worst(decode(JAVA, png), decode(NATIVE, png))).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifOrientationTurnsThePictureUpright(int orientation) throws Exception {
    byte[] png = Pictures.pngWithOrientation(Pictures.encode(".png", SCENE), orientation);
    Image turned = decode(JAVA, png);
    assertThat(turned.rgb()).isEqualTo(decode(NATIVE, png).rgb());
    assertThat(turned.width()).isEqualTo(decode(NATIVE, png).width());
    byte[] jpeg = Pictures.jpegWithOrientation(Pictures.encode(".jpg", SCENE), orientation);
    assertThat(worst(decode(JAVA, jpeg), decode(NATIVE, jpeg))).isLessThanOrEqualTo(3);
  }

  @Test
  void aTruncatedOrDamagedJpegIsRefusedOrDecodedButNothingElseIsThrown() throws Exception {
    byte[] jpeg = Pictures.encode(".jpg", SCENE);
    for (int cut = 0; cut < jpeg.length - 2; cut += 31) {
      byte[] head = Arrays.copyOf(jpeg, cut);
      assertThatThrownBy(() -> decode(JAVA, head)).isInstanceOf(MalformedFrameException.class);
    }
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = jpeg.clone();
      damaged[random.nextInt(jpeg.length)] ^= (byte) (1 << random.nextInt(8));
      refused += isRefused(damaged) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void whatOnlyTheNativeCodecReadsIsRefusedWithTheOptionToSet() {
    byte[] webp = Pictures.encode(".webp", SCENE);
    assertThatThrownBy(() -> decode(JAVA, webp))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage(
            "image/webp cannot be decoded with decode.codec java; set decode.codec to native");
    byte[] h264 = {0, 0, 0, 1, 9};
    assertThatThrownBy(() -> decode(JAVA, h264)).hasMessageContaining("video/h264 cannot");
  }

  private static boolean isRefused(byte[] bytes) {
    try {
      decode(JAVA, bytes);
      return false;
    } catch (MalformedFrameException e) {
      return true;
    }
  }

  private static Image decode(FrameDecoder decoder, byte[] bytes) throws MalformedFrameException {
    Image[] found = new Image[1];
    decoder.decode(bytes, null, (image, index, pts) -> found[0] = image);
    return found[0];
  }

  private static byte[] png(int type) throws IOException {
    BufferedImage picture = new BufferedImage(33, 21, type);
    for (int i = 0; i < 33 * 21; i++) {
      picture.setRGB(i % 33, i / 33, 0x80000000 | i * 0x050301);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  private static int worst(Image a, Image b) {
    assertThat(a.width()).isEqualTo(b.width());
    int worst = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      worst = Math.max(worst, Math.abs((a.rgb()[i] & 0xff) - (b.rgb()[i] & 0xff)));
    }
    return worst;
  }
}
