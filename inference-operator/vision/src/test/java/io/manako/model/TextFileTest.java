package io.manako.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir private Path folder;

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    assertThat(TextFile.read(file("\uFEFFKüche\n", UTF_8))).isEqualTo("Küche\n");
    assertThat(TextFile.read(file("a\uFEFFb", UTF_8))).isEqualTo("a\uFEFFb");
    assertThat(TextFile.read(file("\uFEFF", UTF_8))).isEmpty();
    assertThat(TextFile.read(file("", UTF_8))).isEmpty();
  }

  @Test
  void linesEndAsOnAnySystem() throws IOException {
    Path file = file("\uFEFFone\r\ntwo\n\nfour\rfive", UTF_8);

    assertThat(TextFile.lines(file)).containsExactly("one", "two", "", "four", "five");
  }

  @Test
  void otherEncodingsAreRefusedByName() throws IOException {
    for (Charset wide : List.of(UTF_16LE, UTF_16BE)) {
      Path file = file("\uFEFFperson\n", wide);
      assertThatThrownBy(() -> TextFile.read(file))
          .isInstanceOf(TextFile.EncodingException.class)
          .hasMessage(file + " is written in UTF-16; save it as UTF-8 and try again");
    }
    for (String name : List.of("UTF-32LE", "UTF-32BE")) {
      Path file = file("\uFEFFperson\n", Charset.forName(name));
      assertThatThrownBy(() -> TextFile.read(file)).hasMessageContaining("is written in UTF-32");
    }
    Path latin = file("Küche", ISO_8859_1);
    assertThatThrownBy(() -> TextFile.read(latin))
        .hasMessage(latin + " is no text in UTF-8; save it as UTF-8 and try again");
  }

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("text"), text.getBytes(charset));
  }
}
