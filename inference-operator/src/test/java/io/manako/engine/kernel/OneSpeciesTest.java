package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A second species of one element type in a JVM slows every kernel down four times on JDK 17. */
class OneSpeciesTest {
  private static final Pattern SPECIES =
      Pattern.compile("FloatVector\\.SPECIES_|VectorSpecies\\.of\\(float");

  @Test
  void onlyLanesChoosesASpeciesOfFloats() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> choosers =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .filter(OneSpeciesTest::choosesSpecies)
              .map(f -> f.getFileName().toString())
              .toList();
      assertThat(choosers).containsExactly("Lanes.java");
    }
  }

  private static boolean choosesSpecies(Path file) {
    try {
      return SPECIES.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
