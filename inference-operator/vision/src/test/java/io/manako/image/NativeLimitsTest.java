package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What native libraries limit for a whole process must not undo what a job's options allow. */
class NativeLimitsTest {
  @Test
  void aJobWithSmallLimitsTakesNoMemoryFromOneWithLargeOnes() throws Exception {
    DecodeLimits large = new DecodeLimits(8192, 8192, 16 << 20);
    FfmpegMemory.admit(large);
    long bound = FfmpegMemory.bound();
    byte[] video = Videos.encode(FrameFormat.H264, 2);
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(video, null, (image, index, pts) -> {});
    }
    assertThat(FfmpegMemory.bound()).isEqualTo(bound).isGreaterThan(8192L * 8192 * 3);
  }

  @Test
  void aRecordOfManyBytesAndFewPixelsFitsIntoFfmpegsMemory() {
    FfmpegMemory.admit(new DecodeLimits(16, 16, 1 << 30));
    assertThat(FfmpegMemory.bound()).isGreaterThan(1 << 30);
  }

  @Test
  void aPictureAboveSixteenMillionPixelsDecodesWhereTheOptionsAllowIt() throws Exception {
    int width = 8000;
    int height = 2200;
    byte[] png = new PngMaker(width, height, 0, 1, false).make((x, y, s) -> (x ^ y) & 1);
    for (Codec codec : Codec.values()) {
      try (FrameDecoder decoder =
          new FrameDecoder(new DecodeLimits(width, height, 1 << 20), codec)) {
        decoder.decode(
            png, null, (image, index, pts) -> assertThat(image.width()).isEqualTo(width));
      }
    }
  }

  @Test
  void aLimitInTheEnvironmentIsNamed() {
    ImageHeader header = new ImageHeader(FrameFormat.PNG, 5000, 4000);
    assertThatThrownBy(() -> PictureDecoder.checkEnvironment(header, "16777216"))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage(
            "the header claims 5000x4000 pixels, which OPENCV_IO_MAX_IMAGE_PIXELS in the process's"
                + " environment forbids (16777216): unset it");
    assertThatCode(() -> PictureDecoder.checkEnvironment(header, "20000000"))
        .doesNotThrowAnyException();
    assertThatCode(() -> PictureDecoder.checkEnvironment(header, null)).doesNotThrowAnyException();
  }
}
