package io.manako.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void aFileGetsNeitherColourNorRewriting() {
    Screen screen = screen(false);

    screen.doing("Pulling the model");
    screen.done("The model is there");

    assertThat(text()).isEqualTo("  ✓ The model is there\n");
  }

  @Test
  void aTerminalSeesTheStepReplacedByItsEnd() {
    Screen screen = screen(true);

    screen.doing("Pulling the model");
    screen.done("The model is there");

    assertThat(text()).contains("Pulling the model …").contains("\r\033[K").endsWith("is there\n");
  }

  @Test
  void aLiveLineNeverWraps() {
    Screen screen = screen(true);

    screen.live("x".repeat(500));

    assertThat(text().replace("\r\033[K", "")).hasSizeLessThan(40).endsWith("…");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(bytes, true, UTF_8), terminal, 40);
  }

  private String text() {
    return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
