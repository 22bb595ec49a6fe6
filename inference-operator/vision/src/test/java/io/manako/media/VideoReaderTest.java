package io.manako.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.util.Throwables;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that say how their camera was held. */
class VideoReaderTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, 8, 8", "-90, 55, 8", "180, 87, 55", "90, 8, 87"})
  void theBrightCornerIsWhereTheViewerSeesIt(double counterclockwise, int x, int y)
      throws IOException {
    Path file = write(counterclockwise);
    try (VideoReader video = VideoReader.open(file.toString())) {
      Image seen = video.next().image();

      assertThat(seen.width()).isEqualTo(video.width());
      assertThat(seen.height()).isEqualTo(video.height());
      assertThat(red(seen, x, y)).isGreaterThan(200);
      assertThat(red(seen, seen.width() - 1 - x, seen.height() - 1 - y)).isLessThan(80);
    }
  }

  @Test
  void aSizeThatIsAskedForIsThatOfTheUprightPicture() throws IOException {
    Path file = write(-90);
    try (VideoReader video = VideoReader.openScaled(file.toString(), 32, 48)) {
      Image seen = video.next().image();

      assertThat(seen.width()).isEqualTo(32);
      assertThat(seen.height()).isEqualTo(48);
      assertThat(red(seen, 28, 4)).isGreaterThan(200);
    }
  }

  @Test
  void aPasswordInAnAddressIsNotShown() {
    assertThatThrownBy(() -> VideoReader.open("rtsp://guard:s3cr@t@localhost:9/gate"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "rtsp://***@localhost:9/gate cannot be opened as a video (Connection refused)")
        .hasStackTraceContaining("rtsp://***@")
        .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("s3cr"));
    assertThat(VideoReader.shown("rtsp://10.0.0.7/a@b")).isEqualTo("rtsp://10.0.0.7/a@b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffconcat version 1.0\nfile %s\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n%s\n#EXT-X-ENDLIST\n"
      })
  void aListOfOtherFilesIsNoVideo(String list) throws IOException {
    Path other = write(0);
    Path lure = Files.writeString(folder.resolve("lure.mp4"), list.formatted(other.getFileName()));
    assertThatThrownBy(() -> VideoReader.open(lure.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be opened as a video");
  }

  @Test
  void anAddressInTheNetworkLeadsToNoFile() throws IOException {
    Path other = write(0);
    assertThatThrownBy(() -> VideoReader.open("concat://" + other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be opened as a video");
  }

  /** Dark, but for the corner that is top left as stored. */
  private Path write(double counterclockwise) throws IOException {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    Arrays.fill(rgb, (byte) 40);
    for (int y = 0; y < 16; y++) {
      Arrays.fill(rgb, y * WIDTH * 3, (y * WIDTH + 16) * 3, (byte) 240);
    }
    Path file = folder.resolve("held.mp4");
    FFmpegFrameRecorder ffmpeg = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT, 0);
    ffmpeg.setFormat("mp4");
    ffmpeg.setDisplayRotation(counterclockwise);
    try (H264Recorder recorder = new H264Recorder(ffmpeg, 10)) {
      recorder.start();
      recorder.record(new Image(WIDTH, HEIGHT, rgb), 0);
      recorder.record(new Image(WIDTH, HEIGHT, rgb), 100_000_000);
    }
    return file;
  }

  private static int red(Image image, int x, int y) {
    return image.rgb()[(y * image.width() + x) * 3] & 0xff;
  }
}
