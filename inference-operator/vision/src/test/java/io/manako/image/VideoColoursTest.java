package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RESERVED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a video says of its samples, a record and a file give the colour that was meant. */
class VideoColoursTest {
  private static final int[] RED = {192, 48, 32};
  private static final int TV = AVCOL_RANGE_MPEG;
  private static final int PC = AVCOL_RANGE_JPEG;

  @TempDir private Path folder;

  /** ITU-R BT.601, BT.709 and BT.2020: the shares of red and blue in luma. */
  private record Weights(double red, double blue) {
    static final Weights BT601 = new Weights(0.299, 0.114);
    static final Weights BT709 = new Weights(0.2126, 0.0722);
    static final Weights BT2020 = new Weights(0.2627, 0.0593);

    /** Samples of {@link #RED} with so many bits. */
    int[] samples(int range, int bits) {
      double r = RED[0] / 255.0;
      double b = RED[2] / 255.0;
      double luma = red * r + (1 - red - blue) * RED[1] / 255.0 + blue * b;
      double full = (1 << bits) - 1;
      double step = 1 << bits - 8;
      double[] scale = range == PC ? new double[] {0, full, full} : limited(step);
      double middle = 128 * step;
      return new int[] {
        (int) Math.round(scale[0] + luma * scale[1]),
        (int) Math.round(middle + (b - luma) / (2 * (1 - blue)) * scale[2]),
        (int) Math.round(middle + (r - luma) / (2 * (1 - red)) * scale[2])
      };
    }

    private static double[] limited(double step) {
      return new double[] {16 * step, 219 * step, 224 * step};
    }
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        Arguments.of("BT.709", AVCOL_SPC_BT709, TV, 64, 48, Weights.BT709),
        Arguments.of("BT.709 full range", AVCOL_SPC_BT709, PC, 64, 48, Weights.BT709),
        Arguments.of("BT.601", AVCOL_SPC_SMPTE170M, TV, 64, 48, Weights.BT601),
        Arguments.of("BT.601 full range", AVCOL_SPC_BT470BG, PC, 64, 48, Weights.BT601),
        Arguments.of("BT.601 in HD", AVCOL_SPC_SMPTE170M, TV, 1280, 720, Weights.BT601),
        Arguments.of("BT.2020", AVCOL_SPC_BT2020_NCL, TV, 64, 48, Weights.BT2020),
        Arguments.of("BT.2020 constant", AVCOL_SPC_BT2020_CL, TV, 64, 48, Weights.BT2020),
        Arguments.of("nothing, SD", AVCOL_SPC_UNSPECIFIED, TV, 720, 576, Weights.BT601),
        Arguments.of("nothing, HD", AVCOL_SPC_UNSPECIFIED, TV, 1280, 720, Weights.BT709),
        Arguments.of("RGB of luma, SD", AVCOL_SPC_RGB, TV, 64, 48, Weights.BT601),
        Arguments.of("nonsense, SD", AVCOL_SPC_RESERVED, TV, 64, 48, Weights.BT601));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void theMatrixAndRangeOfTheVideoApply(
      String name, int matrix, int range, int width, int height, Weights weights) throws Exception {
    // H.264's encoder is too coarse for large pictures.
    Clip clip = new Clip(width > 64 ? "libvpx-vp9" : "libopenh264").size(width, height);
    clip.colours(matrix, range).frames(1);
    assertShows(clip, "mp4", weights.samples(range, 8), RED);
  }

  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of("libvpx-vp9", AV_PIX_FMT_YUV420P, 8),
        Arguments.of("libvpx-vp9", AV_PIX_FMT_YUV422P, 8),
        Arguments.of("libvpx-vp9", AV_PIX_FMT_YUV444P, 8),
        Arguments.of("libaom-av1", AV_PIX_FMT_YUV420P, 8),
        Arguments.of("libaom-av1", AV_PIX_FMT_YUV420P10LE, 10));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void anyDepthAndSubsamplingOfChromaGivesTheSameColour(String codec, int format, int bits)
      throws Exception {
    Clip clip = new Clip(codec).pixelFormat(format).colours(AVCOL_SPC_BT709, TV).frames(2);
    assertShows(clip.option("cpu-used", "8"), "mp4", Weights.BT709.samples(TV, bits), RED);
  }

  @Test
  void planesOfRgbAreTakenAsTheyAre() throws Exception {
    Clip clip = new Clip("libvpx-vp9").pixelFormat(AV_PIX_FMT_GBRP).colours(AVCOL_SPC_RGB, PC);
    assertShows(clip.frames(1), "mp4", new int[] {RED[1], RED[2], RED[0]}, RED);
  }

  @Test
  void greyVideoOfLimitedRangeReachesBlackAndWhite() throws Exception {
    for (int[] grey : new int[][] {{16, 0}, {126, 128}, {235, 255}}) {
      Clip clip = new Clip("libaom-av1").pixelFormat(AV_PIX_FMT_GRAY8).colours(AVCOL_SPC_BT709, TV);
      int[] seen = {grey[1], grey[1], grey[1]};
      assertShows(clip.frames(1).option("cpu-used", "8"), "mp4", new int[] {grey[0]}, seen);
    }
  }

  /** Its lines are those of two moments; none is lost and none is mixed with its neighbours. */
  @Test
  void bothFieldsOfAnInterlacedVideoAreSeen() throws Exception {
    int fields = avcodec.AV_CODEC_FLAG_INTERLACED_DCT | avcodec.AV_CODEC_FLAG_INTERLACED_ME;
    Clip clip = new Clip("mpeg4").flags(fields).frames(4).option("mpeg_quant", "1");
    Clip.Samples stripes = (plane, x, y, i) -> plane > 0 ? 128 : y % 2 == 0 ? 50 : 200;
    List<Image> images = new ArrayList<>(decoded(clip.bytes(folder, "mp4", stripes)));
    images.addAll(played(folder.resolve("clip.mp4")));
    assertThat(images).hasSize(8);
    for (Image image : images) {
      assertThat(red(image, 20, 20)).isBetween(30, 50);
      assertThat(red(image, 20, 21)).isBetween(204, 224);
    }
  }

  @Test
  void aFileMayHaveCodecsAndContainersThatARecordMayNot() throws Exception {
    int[] samples = Weights.BT601.samples(TV, 8);
    for (String kind : List.of("mpeg2video mpg", "mpeg4 avi", "ffv1 mkv", "libvpx webm")) {
      Clip clip = new Clip(kind.split(" ")[0]).colours(AVCOL_SPC_SMPTE170M, TV);
      Path file = clip.write(folder.resolve("a." + kind.split(" ")[1]), flat(samples));
      assertThat(played(file)).as(kind).hasSize(3).allSatisfy(image -> assertColour(image, RED));
    }
    Clip photos = new Clip("mjpeg").pixelFormat(AV_PIX_FMT_YUVJ420P).colours(AVCOL_SPC_BT470BG, PC);
    Path file = photos.write(folder.resolve("a.mov"), flat(Weights.BT601.samples(PC, 8)));
    assertThat(played(file)).hasSize(3).allSatisfy(image -> assertColour(image, RED));
  }

  @Test
  void aVideoOfOddSizeKeepsItsLastRowAndColumn() throws Exception {
    Clip clip = new Clip("libvpx-vp9").size(63, 47).colours(AVCOL_SPC_BT709, TV).frames(1);
    byte[] video = clip.bytes(folder, "mp4", flat(Weights.BT709.samples(TV, 8)));
    Image image = decoded(video).get(0);
    assertThat(image.width()).isEqualTo(63);
    assertThat(image.height()).isEqualTo(47);
    assertColour(image, RED);
  }

  private void assertShows(Clip clip, String extension, int[] samples, int[] colour)
      throws Exception {
    List<Image> images = decoded(clip.bytes(folder, extension, flat(samples)));
    assertThat(images).isNotEmpty().allSatisfy(image -> assertColour(image, colour));
    List<Image> file = played(folder.resolve("clip." + extension));
    assertThat(file).hasSameSizeAs(images);
    assertThat(file.get(0).rgb()).isEqualTo(images.get(0).rgb());
  }

  private static Clip.Samples flat(int[] samples) {
    return (plane, x, y, i) -> samples[Math.min(plane, samples.length - 1)];
  }

  private static void assertColour(Image image, int[] colour) {
    int last = image.height() * image.width() * 3 - 3;
    for (int at : new int[] {0, (image.height() / 2 * image.width() + 9) * 3, last}) {
      for (int c = 0; c < 3; c++) {
        assertThat(image.rgb()[at + c] & 0xff).isBetween(colour[c] - 2, colour[c] + 2);
      }
    }
  }

  private static int red(Image image, int x, int y) {
    return image.rgb()[(y * image.width() + x) * 3] & 0xff;
  }

  private static List<Image> decoded(byte[] record) throws MalformedFrameException {
    List<Image> images = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(record, null, (image, index, pts) -> images.add(image));
    }
    return images;
  }

  private static List<Image> played(Path file) throws Exception {
    assertThat(Files.exists(file)).isTrue();
    List<Image> images = new ArrayList<>();
    VideoAddress address = new VideoAddress(file.toString());
    try (VideoPlayback video = VideoPlayback.open(address, VideoPlayback.Size.OWN, () -> false)) {
      while (video.advance()) {
        images.add(video.image());
      }
    }
    return images;
  }
}
