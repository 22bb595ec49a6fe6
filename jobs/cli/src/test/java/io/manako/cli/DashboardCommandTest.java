package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dashboard} says when it cannot start, and whom it asks for a token. */
class DashboardCommandTest {
  private static final InetSocketAddress HERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  @TempDir private Path folder;

  @Test
  void aBrokerThatDoesNotAnswerIsOneSentence() {
    CommandRun run = CommandRun.of("dashboard", "--kafka", "127.0.0.1:1", "--port", "0");

    assertThat(run.err())
        .startsWith("manako: no Kafka broker answers at 127.0.0.1:1.")
        .contains("--kafka")
        .hasLineCount(1);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aWeakTokenIsRefusedBeforeAnythingStarts() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "secret\n");

    CommandRun run =
        CommandRun.of("dashboard", "--bind", "0.0.0.0", "--token-file", file.toString());

    assertThat(run.err()).startsWith("manako: the token must have 16 to 200").hasLineCount(1);
    assertThat(run.err()).doesNotContain("secret");
  }

  @Test
  void aTokenFileThatIsNotThereIsOneSentence() {
    CommandRun run = CommandRun.of("dashboard", "--token-file", folder.resolve("no") + "");

    assertThat(run.err()).startsWith("manako: there is no file ").hasLineCount(1);
  }

  @Test
  void thisMachineNeedsNoTokenAndOthersGetANewOne() throws IOException {
    PageToken here = PageToken.find(null, HERE);
    PageToken everywhere = PageToken.find(null, new InetSocketAddress(1));

    assertThat(here.text()).isNull();
    assertThat(here.query()).isEmpty();
    assertThat(everywhere.text()).hasSizeGreaterThan(30);
    assertThat(everywhere.query()).isEqualTo("/?token=" + everywhere.text());
  }

  @Test
  void aTokenOfTheUsersOwnIsNeverPrinted() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "a-token-of-my-own\n");

    PageToken token = PageToken.find(file, HERE);

    assertThat(token.text()).isEqualTo("a-token-of-my-own");
    assertThat(token.query()).isEmpty();
  }
}
