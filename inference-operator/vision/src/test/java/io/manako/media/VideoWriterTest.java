package io.manako.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoWriterTest {
  @TempDir Path folder;

  @Test
  void theIndexComesFirstSoThatBrowsersStartAtOnce() throws IOException {
    Path file = write(new Image(64, 48, new byte[64 * 48 * 3]));

    String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    assertThat(bytes).contains("avc1");
  }

  @Test
  void anOddLastRowAndColumnAreCutOff() throws IOException {
    Path file = write(new Image(65, 49, new byte[65 * 49 * 3]));

    try (VideoReader reader = VideoReader.open(file.toString())) {
      assertThat(reader.width()).isEqualTo(64);
      assertThat(reader.height()).isEqualTo(48);
      for (int i = 0; i < 5; i++) {
        TimedImage picture = reader.next();
        assertThat(picture).isNotNull();
        assertThat(picture.ptsNanos()).isEqualTo(i * 200_000_000L);
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() throws IOException {
    try (VideoWriter writer = new VideoWriter(folder.resolve("v.mp4"), 5)) {
      writer.write(new Image(64, 48, new byte[64 * 48 * 3]));
      Image other = new Image(32, 32, new byte[32 * 32 * 3]);

      assertThatThrownBy(() -> writer.write(other))
          .isInstanceOf(IOException.class)
          .hasMessage("a video of 64x48 pixels cannot take a picture of 32x32");
    }
  }

  private Path write(Image image) throws IOException {
    Path file = folder.resolve("v.mp4");
    try (VideoWriter writer = new VideoWriter(file, 5)) {
      for (int i = 0; i < 5; i++) {
        writer.write(image);
      }
    }
    return file;
  }
}
