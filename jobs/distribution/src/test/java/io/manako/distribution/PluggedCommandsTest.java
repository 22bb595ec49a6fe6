package io.manako.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.cli.Manako;
import org.junit.jupiter.api.Test;

class PluggedCommandsTest {
  @Test
  void whatIsShippedHasTheCommandsOfOtherModules() {
    assertThat(Manako.commandLine().getSubcommands().keySet())
        .containsSubsequence("demo", "run", "bench", "chaos", "models", "plan", "help");
  }

  @Test
  void aPluggedCommandHasTheOptionsOfAllCommands() {
    assertThat(Manako.commandLine().getSubcommands().get("chaos").getUsageMessage())
        .contains("--help", "--verbose", "--seed");
  }
}
