package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void aWrongOptionIsASentenceAndNoExit() {
    assertThatThrownBy(() -> Main.main(new String[] {"-D", "topic.frames=x", "--bounded"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nearest is 'topics.frames'");
  }

  @Test
  void anOldJavaIsASentenceThatItCanRead() throws IOException {
    assertThatThrownBy(() -> Main.requireJava(11))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs Java 17 or later and this is Java 11");
    try (InputStream type = Main.class.getResourceAsStream("Main.class");
        DataInputStream data = new DataInputStream(type)) {
      data.skipNBytes(6);
      assertThat(data.readUnsignedShort()).as("class file version of Java 11").isEqualTo(55);
    }
  }

  @Test
  void aMissingLibraryIsASentence() {
    assertThatThrownBy(() -> Main.requireLibraries(ClassLoader.getPlatformClassLoader()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("picocli-*.jar is not on Flink's class path")
        .hasMessageContaining("lib/*.jar");
  }

  @Test
  void aMissingFileIsASentence() {
    assertThatThrownBy(() -> Main.main(new String[] {"--config", "missing.yaml"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no readable file missing.yaml");
  }
}
