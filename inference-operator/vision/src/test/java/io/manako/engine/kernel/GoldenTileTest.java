package io.manako.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One generated tile is in the repository, so that readers and diffs show what is compiled. */
class GoldenTileTest {
  private static final String TILE = "tile3x2RELU6";
  private static final String SOURCE =
      "target/generated-sources/tiles/io/manako/engine/kernel/PointwiseTiles.java";

  @Test
  void theGeneratorWritesTheTileThatTheRepositoryShows() throws IOException {
    Path golden = Path.of("src/test/resources/tiles", TILE + ".txt");
    Path written = Path.of("target", TILE + ".txt");
    Files.writeString(written, method(Files.readString(Path.of(SOURCE)), TILE));
    assertThat(written)
        .as(
            "If the new tile is meant and as fast as the old one: cp inference-operator/%s"
                + " inference-operator/%s",
            written, golden)
        .hasSameTextualContentAs(golden);
  }

  private static String method(String source, String name) {
    int from = source.indexOf("  private static int " + name + "(");
    String end = "\n  }\n";
    return source.substring(from, source.indexOf(end, from) + end.length());
  }
}
