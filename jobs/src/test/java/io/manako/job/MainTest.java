package io.manako.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void aWrongOptionIsASentenceAndNoExit() {
    assertThatThrownBy(() -> Main.main(new String[] {"-D", "topic.frames=x", "--bounded"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nearest is 'topics.frames'");
  }

  @Test
  void aMissingFileIsASentence() {
    assertThatThrownBy(() -> Main.main(new String[] {"--config", "missing.yaml"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no readable file missing.yaml");
  }
}
