package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H.264 and H.265 without a container: told apart by their units, timed by their own rate. */
class BareVideoTest {
  @TempDir private Path folder;

  private final List<Image> images = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"video/h265", "video/hevc", "VIDEO/H265; profile=main"})
  void h265IsDecodedWhetherItIsDeclaredOrNot(String contentType) throws Exception {
    decode(HevcClip.encode(4, 20), contentType);
    assertThat(times).isEqualTo(steps(4, 50));
    for (int i = 0; i < 4; i++) {
      assertThat(images.get(i).width()).isEqualTo(HevcClip.SIZE);
      assertGrey(images.get(i), i, 0);
    }
  }

  @Test
  void aCroppedPictureBeginsAtItsFirstColumnThatIsLeft() throws Exception {
    decode(HevcClip.encode(2, 20, 4), null);
    assertThat(images).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(images.get(i).width()).isEqualTo(HevcClip.SIZE - 4);
      assertGrey(images.get(i), i, 4);
    }
  }

  private static void assertGrey(Image image, int frame, int cropped) {
    for (int x = 0; x < image.width(); x++) {
      int grey = Math.round((HevcClip.luma(frame, x + cropped) - 16) * 255 / 219f);
      assertThat(image.rgb()[(image.width() * 5 + x) * 3] & 0xff).isBetween(grey - 2, grey + 2);
    }
  }

  @Test
  void aTypeThatIsNotThatOfTheUnitsIsRefused() {
    assertThatThrownBy(() -> decode(HevcClip.encode(1, 20), "video/h264"))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("content-type is video/h264 but the first bytes are of video/h265");
    byte[] h264 = Videos.encode(FrameFormat.H264, 2);
    assertThatThrownBy(() -> decode(h264, "video/hevc"))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("content-type is video/h265 but the first bytes are of video/h264");
  }

  @Test
  void unitsBeforeTheParametersDoNotHideTheCodec() throws Exception {
    byte[] delimiter = {0, 0, 0, 1, 35 << 1, 1, 0x50};
    decode(Pictures.concat(delimiter, HevcClip.encode(2, 20)), null);
    byte[] avcDelimiter = {0, 0, 0, 1, 9, (byte) 0xf0};
    decode(Pictures.concat(avcDelimiter, Videos.encode(FrameFormat.H264, 2)), null);
    assertThat(images).hasSize(4);
  }

  @Test
  void aFileWithoutAClockIsTimedAsARecordIs() throws Exception {
    assertThat(playedTimes("a.h265", HevcClip.encode(5, 20))).isEqualTo(steps(5, 50));
    byte[] h264 = Videos.encode(FrameFormat.H264, 5);
    assertThat(playedTimes("a.h264", h264)).as("no rate is stated").isEqualTo(steps(5, 40));
    decode(h264, null);
    assertThat(times).isEqualTo(steps(5, 40));
  }

  private List<Long> playedTimes(String name, byte[] video) throws Exception {
    VideoAddress file = new VideoAddress(Files.write(folder.resolve(name), video).toString());
    List<Long> played = new ArrayList<>();
    try (VideoPlayback playback = VideoPlayback.open(file, VideoPlayback.Size.OWN, () -> false)) {
      while (playback.advance()) {
        played.add(playback.ptsNanos());
      }
    }
    return played;
  }

  private void decode(byte[] record, String contentType) throws MalformedFrameException {
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(
          record,
          contentType,
          (image, index, pts) -> {
            images.add(image);
            times.add(pts);
          });
    }
  }

  private static List<Long> steps(int count, long millis) {
    return LongStream.range(0, count).mapToObj(i -> i * millis * 1_000_000L).toList();
  }
}
