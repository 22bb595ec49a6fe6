package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final FrameDecoder DECODER = new FrameDecoder(DecodeLimits.DEFAULT);
  private static final Image SCENE = Pictures.scene(97, 61);
  private static final int LOSSLESS_WEBP = 101;

  @AfterAll
  static void close() {
    DECODER.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".bmp", ".webp"})
  void aLosslessPictureComesBackExactlyAsRgb(String extension) throws Exception {
    byte[] encoded = Pictures.encode(extension, SCENE, IMWRITE_WEBP_QUALITY, LOSSLESS_WEBP);
    Image decoded = decode(encoded);
    assertThat(decoded.width()).isEqualTo(97);
    assertThat(decoded.height()).isEqualTo(61);
    assertThat(decoded.rgb()).isEqualTo(SCENE.rgb());
  }

  @Test
  void everyKindOfJpegDecodesToThePixelsOfAnotherDecoder() throws Exception {
    for (byte[] jpeg : jpegs()) {
      Image decoded = decode(jpeg);
      BufferedImage judge = ImageIO.read(new ByteArrayInputStream(jpeg));
      int worst = 0;
      for (int i = 0; i < 97 * 61; i++) {
        int rgb = judge.getRGB(i % 97, i / 97);
        for (int c = 0; c < 3; c++) {
          int expected = rgb >> (16 - 8 * c) & 0xff;
          worst = Math.max(worst, Math.abs((decoded.rgb()[i * 3 + c] & 0xff) - expected));
        }
      }
      assertThat(worst).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void aJpegCutAnywhereIsRefusedWithAndWithoutAnEndMarker() {
    for (byte[] jpeg : jpegs()) {
      for (int cut = 0; cut < jpeg.length - 2; cut += 1 + cut % 13) {
        byte[] head = Arrays.copyOf(jpeg, cut);
        assertRefused(head);
        assertRefused(Pictures.concat(head, new byte[] {-1, (byte) 0xd9}));
      }
    }
  }

  @Test
  void aDamagedJpegThatAnotherDecoderWarnsOfIsRefused() throws Exception {
    int warned = 0;
    for (byte[] jpeg : jpegs()) {
      for (int gap = 1; gap < 400; gap += 23) {
        int middle = 650 + (gap * 37) % (jpeg.length - 1100);
        byte[] damaged =
            Pictures.concat(
                Arrays.copyOf(jpeg, middle), Arrays.copyOfRange(jpeg, middle + gap, jpeg.length));
        if (isWarnedOf(damaged)) {
          assertRefused(damaged);
          warned++;
        }
      }
    }
    assertThat(warned).isGreaterThan(40);
  }

  @Test
  void trailingBytesBehindAPictureDoNoHarm() throws Exception {
    byte[] jpeg = jpegs().get(0);
    Image padded = decode(Pictures.concat(jpeg, new byte[13]));
    assertThat(padded.rgb()).isEqualTo(decode(jpeg).rgb());
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".bmp", ".webp"})
  void aCutPictureOfAnyFormatIsRefused(String extension) {
    byte[] encoded = Pictures.encode(extension, SCENE);
    // Whose pixels end before its last bytes may lack some of these.
    int end = extension.equals(".png") ? encoded.length - 21 : encoded.length - 1;
    for (int cut = 0; cut < end; cut += 1 + cut % 17) {
      assertRefused(Arrays.copyOf(encoded, cut));
    }
  }

  @Test
  void aPngWithOneFlippedBitIsRefusedOrHasAllItsPixels() {
    byte[] png = Pictures.encode(".png", SCENE);
    int whole = 0;
    for (int at = 0; at < png.length; at += 7) {
      byte[] damaged = png.clone();
      damaged[at] ^= 4;
      try {
        assertThat(decode(damaged).rgb()).as("bit in byte %d", at).isEqualTo(SCENE.rgb());
      } catch (MalformedFrameException refused) {
        continue;
      }
      whole++;
    }
    // In what follows the pixels, or in the length of their last piece.
    assertThat(whole).isLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifOrientationTurnsThePictureUpright(int orientation) throws Exception {
    byte[] png = Pictures.encode(".png", SCENE);
    byte[] webp = Pictures.encode(".webp", SCENE, IMWRITE_WEBP_QUALITY, LOSSLESS_WEBP);
    byte[] jpeg = Pictures.encode(".jpg", SCENE);
    Image upright = upright(SCENE, orientation);
    Image fromPng = decode(Pictures.pngWithOrientation(png, orientation));
    assertThat(fromPng.width()).isEqualTo(upright.width());
    assertThat(fromPng.rgb()).isEqualTo(upright.rgb());
    Image fromWebp = decode(Pictures.webpWithOrientation(webp, SCENE, orientation));
    assertThat(fromWebp.rgb()).isEqualTo(upright.rgb());
    Image fromJpeg = decode(Pictures.jpegWithOrientation(jpeg, orientation));
    assertThat(fromJpeg.rgb()).isEqualTo(upright(decode(jpeg), orientation).rgb());
  }

  @Test
  void aSmallHeaderThatClaimsAHugePictureIsRefusedByItsClaim() {
    byte[] jpeg = Arrays.copyOf(Pictures.encode(".jpg", SCENE), 1024);
    int frame = indexOf(jpeg, new byte[] {-1, (byte) 0xc0});
    jpeg[frame + 5] = jpeg[frame + 7] = 30_000 >> 8;
    jpeg[frame + 6] = jpeg[frame + 8] = 30_000 & 0xff;
    assertThatThrownBy(() -> decode(jpeg))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("the header claims 30000x30000 pixels; the limit is 4096x4096");
    byte[] png = Pictures.encode(".png", SCENE);
    System.arraycopy(Pictures.bigEndian(30_000), 0, png, 16, 4);
    assertThatThrownBy(() -> decode(png)).hasMessageContaining("claims 30000x61 pixels");
    byte[] bmp = Pictures.encode(".bmp", SCENE);
    System.arraycopy(Pictures.littleEndian(-30_000), 0, bmp, 22, 4);
    assertThatThrownBy(() -> decode(bmp)).hasMessageContaining("claims 97x30000 pixels");
    byte[] webp = Pictures.webpWithOrientation(Pictures.encode(".webp", SCENE), SCENE, 1);
    webp[26] = 0x7f;
    assertThatThrownBy(() -> decode(webp)).hasMessageContaining("claims 8323169x61 pixels");
  }

  @Test
  void aSmallCanvasAroundALargeWebpIsRefused() {
    byte[] webp = Pictures.encode(".webp", SCENE);
    byte[] dressed = Pictures.webpWithOrientation(webp, Pictures.scene(8, 8), 1);
    assertThatThrownBy(() -> decode(dressed))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("differ in size");
  }

  @Test
  void aRecordOverTheByteLimitIsRefused() {
    try (FrameDecoder small = new FrameDecoder(new DecodeLimits(4096, 4096, 100))) {
      assertThatThrownBy(() -> small.decode(jpegs().get(0), null, (image, index, pts) -> {}))
          .isInstanceOf(MalformedFrameException.class)
          .hasMessageContaining("the limit is 100");
    }
  }

  @Test
  void bytesThatAreNoPictureAreRefusedWithTheReason() {
    byte[] text = Pictures.ascii("The quick brown fox jumps over the lazy dog.\n".repeat(30));
    assertThatThrownBy(() -> decode(new byte[0])).hasMessageContaining("the record is empty");
    assertThatThrownBy(() -> decode(text)).hasMessageContaining("no known format");
    assertThatThrownBy(() -> DECODER.decode(text, "image/jpeg", (image, index, pts) -> {}))
        .hasMessage("content-type is image/jpeg but the first bytes are of no known format");
    assertThatThrownBy(
            () -> DECODER.decode(jpegs().get(0), "image/tiff", (image, index, pts) -> {}))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageStartingWith("content-type 'image/tiff' is not one of image/jpeg, image/png");
    assertThatThrownBy(() -> DECODER.decode(jpegs().get(0), "image/png", (i, n, p) -> {}))
        .hasMessage("content-type is image/png but the first bytes are of image/jpeg");
  }

  @Test
  void aContentTypeMayHaveParametersAndAnyCase() throws Exception {
    List<Image> images = new ArrayList<>();
    DECODER.decode(jpegs().get(0), "Image/JPEG; q=1", (image, index, pts) -> images.add(image));
    assertThat(images).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"MP4", "MPEG_TS", "H264", "H265"},
      mode = EnumSource.Mode.EXCLUDE)
  void aMutatedPictureIsDecodedOrRefusedButNeverHarms(FrameFormat format) {
    String extension = "." + format.contentType().substring("image/".length());
    Mutations.of(Pictures.encode(extension, Pictures.scene(40, 30)), 2500)
        .forEach(bytes -> Mutations.decodeOrRefuse(DECODER, bytes));
  }

  private static List<byte[]> jpegs() {
    return List.of(
        Pictures.encode(".jpg", SCENE),
        Pictures.encode(".jpg", SCENE, IMWRITE_JPEG_PROGRESSIVE, 1),
        Pictures.encode(".jpg", SCENE, IMWRITE_JPEG_QUALITY, 30, IMWRITE_JPEG_RST_INTERVAL, 3),
        Pictures.encode(
            ".jpg", SCENE, IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111, IMWRITE_JPEG_QUALITY, 100),
        Pictures.encode(
            ".jpg", SCENE, IMWRITE_JPEG_SAMPLING_FACTOR, 0x211111, IMWRITE_JPEG_PROGRESSIVE, 1));
  }

  private static Image decode(byte[] bytes) throws MalformedFrameException {
    List<Image> images = new ArrayList<>();
    DECODER.decode(
        bytes,
        null,
        (image, index, pts) -> {
          assertThat(index).isZero();
          assertThat(pts).isNull();
          images.add(image);
        });
    assertThat(images).hasSize(1);
    return images.get(0);
  }

  private static boolean isWarnedOf(byte[] jpeg) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in);
      reader.read(0);
    } catch (IIOException e) {
      warnings.add(e.getMessage());
    } finally {
      reader.dispose();
    }
    return !warnings.isEmpty();
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> decode(bytes))
        .as("%d bytes", bytes.length)
        .isInstanceOf(MalformedFrameException.class);
  }

  /** Exif 2.3, tag 0x0112: where row 0 and column 0 of the stored picture belong. */
  private static Image upright(Image stored, int orientation) {
    boolean swap = orientation >= 5;
    int width = swap ? stored.height() : stored.width();
    int height = swap ? stored.width() : stored.height();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean right = List.of(2, 3, 7, 6).contains(orientation);
        boolean bottom = List.of(3, 4, 7, 8).contains(orientation);
        int u = right ? width - 1 - x : x;
        int v = bottom ? height - 1 - y : y;
        int from = swap ? u * stored.width() + v : v * stored.width() + u;
        System.arraycopy(stored.rgb(), from * 3, rgb, (y * width + x) * 3, 3);
      }
    }
    return new Image(width, height, rgb);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
