package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A second species of one element type in a JVM slows every kernel down four times on JDK 17. */
class OneSpeciesTest {
  private static final Pattern CHOICE =
      Pattern.compile(
          "\\b[A-Z]\\w+Vector\\.SPECIES_\\w+|VectorSpecies\\.of\\(\\w+|withLanes|withShape");

  @Test
  void everyElementTypeHasOneSpecies() throws IOException {
    List<String> choices = new ArrayList<>();
    for (String folder : List.of("src/main/java", "src/generator/java")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(f -> f.toString().endsWith(".java")).forEach(f -> collect(f, choices));
      }
    }
    assertThat(choices)
        .containsExactlyInAnyOrder(
            "Lanes.java VectorSpecies.of(float",
            "Lanes.java VectorSpecies.of(int",
            "PixelRows.java VectorSpecies.of(byte");
  }

  private static void collect(Path file, List<String> choices) {
    try {
      CHOICE
          .matcher(Files.readString(file))
          .results()
          .forEach(match -> choices.add(file.getFileName() + " " + match.group()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
