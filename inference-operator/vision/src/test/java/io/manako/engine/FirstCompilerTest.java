package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.engine.kernel.TileProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A tile that the JVM's first compiler can compile without a profile but gives up with one stays
 * without one for ever: the second compiler never sees it, every vector of it is an object, and the
 * network is ten times slower in every other process or so.
 */
final class FirstCompilerTest {
  private static final List<String> FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "-XX:TieredStopAtLevel=3",
          "-Xbatch",
          "-XX:CompileThresholdScaling=0.1",
          "-XX:+PrintCompilation");

  private static final Pattern COMPILED =
      Pattern.compile(".*kernel\\.(\\w+Tiles::(?:tile\\d|k\\d)\\w+) .*bytes\\)(.*)");

  @Test
  void everyTileIsCompiledWithAProfile() throws IOException {
    Set<String> compiled = new HashSet<>();
    List<String> givenUp = new ArrayList<>();
    for (String line : ChildJvm.lines(TileProbe.class, FLAGS)) {
      Matcher matcher = COMPILED.matcher(line);
      if (matcher.matches()) {
        compiled.add(matcher.group(1));
        if (matcher.group(2).contains("SKIPPED")) {
          givenUp.add(line);
        }
      }
    }
    assertThat(givenUp).isEmpty();
    assertThat(compiled).hasSameSizeAs(TileProbe.tiles());
  }
}
