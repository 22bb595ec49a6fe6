package io.manako.local.terminal;

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

  @Test
  void whatATerminalWouldObeyIsShown() {
    Screen screen = screen(true);

    screen.done("camera \u001b[2Jgate", "\u0007");
    screen.line("camera \u009b2J");

    assertThat(text())
        .isEqualTo(
            "  \u001b[32m✓\u001b[0m camera \\u001b[2Jgate\u001b[1m\\u0007\u001b[0m\n"
                + "camera \\u009b2J\n");
  }

  private Screen screen(boolean terminal) {
    return new Screen(new PrintStream(bytes, true, UTF_8), terminal, 40);
  }

  private String text() {
    return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
