package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManakoTest {

  static Stream<String> commands() {
    return Manako.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String command) {
    CommandRun help = CommandRun.of("help", command);

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: manako " + command).doesNotContain("null");
  }

  @Test
  void nothingTypedShowsTheHelp() {
    CommandRun bare = CommandRun.of();

    assertThat(bare.code()).isZero();
    assertThat(bare.out()).contains("Commands:").contains("produce");
  }

  @Test
  void theVersionNamesThePlatform() {
    assertThat(CommandRun.of("--version").out()).contains("manako 0.1.0").contains("Flink 2.3.0");
  }

  @ParameterizedTest
  @CsvSource({"produc,manako produce", "brokr,manako broker", "tails,manako tail"})
  void aMistypedCommandNamesTheNearest(String typed, String nearest) {
    CommandRun mistake = CommandRun.of(typed);

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).startsWith("manako: ").contains(typed).contains(nearest);
  }

  @Test
  void aMistypedOptionNamesTheNearest() {
    CommandRun mistake = CommandRun.of("tail", "video.frames", "--jsn");

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).contains("--jsn").contains("--json");
  }

  @Test
  void aMissingOptionIsNamed() {
    CommandRun mistake = CommandRun.of("produce", "video.mp4");

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).contains("--camera").contains("Help: ./manako produce --help");
  }

  @Test
  void twoSpeedsExcludeEachOther() {
    CommandRun mistake = CommandRun.of("produce", "v", "-c", "c", "--realtime", "--max-speed");

    assertThat(mistake.code()).isEqualTo(2);
    assertThat(mistake.err()).contains("mutually exclusive");
  }

  @Test
  void aMissingFileIsOneSentence() {
    CommandRun failed = CommandRun.of("produce", "nowhere.mp4", "--camera", "c");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).isEqualToIgnoringNewLines("manako: there is no file nowhere.mp4");
  }

  @Test
  void aFileThatIsNoVideoIsOneSentence(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a video");

    CommandRun failed = CommandRun.of("produce", text.toString(), "--camera", "c");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("notes.txt cannot be opened as a video").hasLineCount(1);
  }

  @Test
  void anEmptyFolderIsOneSentence(@TempDir Path folder) {
    CommandRun failed = CommandRun.of("produce", folder.toString(), "--camera", "c");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("has no .jpg, .png, .webp or .bmp file").hasLineCount(1);
  }

  @Test
  void aBrokerThatDoesNotAnswerIsOneSentence() throws IOException {
    int free = FreePort.any();

    CommandRun failed = CommandRun.of("tail", "video.frames", "-b", "localhost:" + free);

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("no Kafka broker answers at localhost:" + free)
        .contains("./manako broker")
        .hasLineCount(1);
  }

  @Test
  void aPortInUseIsOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CommandRun failed = CommandRun.of("broker", "--port", "" + taken.getLocalPort());

      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.err()).contains("Port " + taken.getLocalPort()).hasLineCount(1);
    }
  }

  @Test
  void verboseShowsTheTrace() {
    CommandRun failed = CommandRun.of("produce", "nowhere.mp4", "--camera", "c", "--verbose");

    assertThat(failed.err()).contains("NoSuchFileException").contains("\tat ");
  }

  @Test
  void whatATerminalWouldObeyIsShown() {
    CommandRun run = CommandRun.of("detect", "a.jpg", "--\u001b[31mred");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--\\u001b[31mred").doesNotContain("\u001b");
  }
}
