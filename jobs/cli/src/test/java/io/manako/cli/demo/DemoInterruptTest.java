package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.local.files.Home;
import io.manako.local.files.ModelPull;
import io.manako.local.process.ChildJvm;
import io.manako.local.terminal.Screen;
import io.manako.media.VideoReader;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in a process of its own, on a machine without apt, stopped while it runs. */
class DemoInterruptTest {
  /** What the JVM makes of SIGTERM; Ctrl-C goes the same way and ends with 130. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;
  private Path home;
  private Path temporary;
  private Path output;
  private Path film;

  @BeforeEach
  void aMachineWithoutApt() throws IOException {
    new ModelPull(ModelStore.standard(), Screen.messages()).get(ModelPull.DEFAULT_DETECTOR);
    home = Files.createDirectory(folder.resolve("home"));
    temporary = Files.createDirectory(folder.resolve("tmp"));
    output = folder.resolve("demo-output");
    Files.createSymbolicLink(home.resolve("models"), Home.folder().resolve("models"));
    film = new PhotoFilm(Files.createDirectory(home.resolve("videos"))).make();
  }

  @Test
  void itFilmsAPhotoAndLeavesWhatThereIsWhenStopped() throws Exception {
    assertThat(pictures(film)).isEqualTo(100);

    Path screen = folder.resolve("screen");
    Process demo = start(screen);
    try {
      Path results = output.resolve("detections.jsonl");
      await().until(() -> !demo.isAlive() || (Files.exists(results) && Files.size(results) > 0));
      demo.destroy();
      assertThat(demo.waitFor(5, TimeUnit.MINUTES)).as("ends when told").isTrue();
    } finally {
      demo.destroyForcibly();
    }

    String text = Files.readString(screen, UTF_8);
    assertThat(demo.exitValue()).as(text).isEqualTo(TERMINATED);
    assertThat(text)
        .contains("The sample video cannot be fetched", "apt-get", "A film made from a photo")
        .contains("Stopped early: a contact sheet, but no annotated video")
        .doesNotContain("Exception", "without a clean end");
    assertThat(ImageIO.read(output.resolve("contact-sheet.png").toFile())).isNotNull();
    assertThat(Files.readString(output.resolve("summary.md"))).contains("| cam-1 |");
    assertThat(left(temporary)).as("temporary folders").isEmpty();
  }

  private Process start(Path screen) throws IOException {
    Path logging =
        Path.of("..", "..", "config", "log4j2-cli.properties").toAbsolutePath().normalize();
    ProcessBuilder builder =
        ChildJvm.Launch.of(
                "io.manako.cli.Manako", List.of("demo", "--output=" + output, "--web-port=-1"))
            .with(List.of("-Dlog4j2.configurationFile=" + logging, "-Djava.io.tmpdir=" + temporary))
            .builder()
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile());
    builder
        .environment()
        .putAll(Map.of("MANAKO_HOME", home.toString(), "PATH", temporary.toString()));
    return builder.start();
  }

  private static int pictures(Path video) throws IOException {
    try (VideoReader reader = VideoReader.open(video.toString())) {
      int count = 0;
      while (reader.next() != null) {
        count++;
      }
      return count;
    }
  }

  private static List<Path> left(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // ONNX Runtime itself leaves the empty folder from which it loaded its library.
      return files.filter(file -> !file.toString().contains("onnxruntime-java")).toList();
    }
  }
}
