package io.manako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos that are not the same from their first frame to their last. */
class VideoChangesTest {
  private static final Clip.Samples STRIPES =
      (plane, x, y, i) -> plane > 0 ? 128 : y % 2 == 0 ? 50 : 200;

  @TempDir private Path folder;

  @Test
  void aNewSizeWithinARecordIsThatOfTheFramesBehindIt() throws Exception {
    byte[] small = new Clip("libopenh264").bytes(folder, "h264", STRIPES);
    byte[] large = new Clip("libopenh264").size(96, 80).bytes(folder, "h264", STRIPES);
    List<Integer> widths = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      byte[] both = Pictures.concat(small, large, small);
      decoder.decode(both, null, (image, index, pts) -> widths.add(image.width()));
    }
    assertThat(widths).containsExactly(64, 64, 64, 96, 96, 96, 64, 64, 64);
  }

  @Test
  void fieldsMayComeAndGo() throws Exception {
    int fields = avcodec.AV_CODEC_FLAG_INTERLACED_DCT | avcodec.AV_CODEC_FLAG_INTERLACED_ME;
    byte[] whole = new Clip("mpeg2video").bytes(folder, "m2v", STRIPES);
    byte[] interlaced = new Clip("mpeg2video").flags(fields).bytes(folder, "m2v", STRIPES);
    List<Image> images = new ArrayList<>();
    try (VideoPlayback video =
        play(Files.write(folder.resolve("mix.m2v"), Pictures.concat(whole, interlaced, whole)))) {
      while (video.advance()) {
        images.add(video.image());
      }
      assertThat(video.damagedFrames()).isZero();
    }
    // The decoder of MPEG-2 keeps the last frame of a sequence to itself.
    assertThat(images).hasSizeBetween(7, 9);
    for (Image image : images) {
      assertThat(image.rgb()[(20 * 64 + 20) * 3] & 0xff).isBetween(25, 55);
      assertThat(image.rgb()[(21 * 64 + 20) * 3] & 0xff).isBetween(200, 230);
    }
  }

  @Test
  void aDamagedFileLosesTheFramesThatAreDamagedAndCountsThem() throws Exception {
    byte[] file = Videos.encode(FrameFormat.MP4, 9);
    Arrays.fill(file, file.length / 2, file.length / 2 + 4000, (byte) 0xff);
    int seen = 0;
    try (VideoPlayback video = play(Files.write(folder.resolve("damaged.mp4"), file))) {
      while (video.advance()) {
        seen++;
      }
      assertThat(video.damagedFrames()).isPositive();
      assertThat(seen + video.damagedFrames()).isEqualTo(9);
      assertThat(seen).isGreaterThan(5);
    }
  }

  @Test
  void aThumbnailIsNoFrame() throws Exception {
    byte[] png = Pictures.encode(".png", Pictures.scene(8, 8));
    byte[] video = new Clip("libopenh264").cover(png).bytes(folder, "mp4", STRIPES);
    List<Integer> widths = new ArrayList<>();
    try (FrameDecoder decoder = new FrameDecoder(DecodeLimits.DEFAULT)) {
      decoder.decode(video, null, (image, index, pts) -> widths.add(image.width()));
    }
    try (VideoPlayback playback = play(folder.resolve("clip.mp4"))) {
      while (playback.advance()) {
        widths.add(playback.image().width());
      }
    }
    assertThat(widths).containsExactly(64, 64, 64, 64, 64, 64);
  }

  @Test
  void aFileOfSoundOrDataIsNoVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("a.mp4"), "not a video");
    assertThatThrownBy(() -> play(text)).isInstanceOf(MalformedFrameException.class);
  }

  private static VideoPlayback play(Path file) throws MalformedFrameException {
    return VideoPlayback.open(
        new VideoAddress(file.toString()), VideoPlayback.Size.OWN, () -> false);
  }
}
