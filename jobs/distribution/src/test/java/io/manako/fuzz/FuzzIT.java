package io.manako.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes every parser that has a corpus, one after the other, for {@code -Dfuzz.seconds} each, from
 * {@code -Dfuzz.seed}. What it finds lies in {@code target/fuzz}; move it to {@code
 * src/test/resources/fuzz} and fix the parser.
 */
class FuzzIT {
  private static final List<String> MODULES =
      List.of(
          "../../inference-operator/vision", "../../inference-operator/operator", "../pipeline");
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("manako.fuzz.seconds", 20));

  @Test
  void noParserLetsAnythingButARefusalEscape() throws Exception {
    List<Corpus> corpora = new ArrayList<>();
    for (String module : MODULES) {
      corpora.addAll(Corpus.of(Path.of(module)));
    }
    for (Corpus corpus : corpora) {
      Path findings = Path.of("target/fuzz", corpus.toString());
      JazzerRun.Result result = new JazzerRun(corpus.fuzzer(), corpus.folder(), findings).run(TIME);
      System.out.printf(
          "  %-16s %,12d inputs in %d s took %,d branches%n",
          corpus, result.runs(), TIME.toSeconds(), result.coverage());
      assertThat(result.exitCode()).as("%s: %s", corpus, result.log()).isZero();
      assertThat(result.runs()).as(result.log()).isGreaterThanOrEqualTo(corpus.inputs().size());
      assertThat(result.coverage()).as("guided: %s", result.log()).isPositive();
    }
  }

  @Tag("planted")
  @Test
  void aParserThatTrustsALengthIsFound(@TempDir Path folder)
      throws IOException, InterruptedException {
    JazzerRun.Result result =
        new JazzerRun(PlantedDefectFuzzer.class.getName(), null, folder).run(Duration.ofMinutes(1));

    assertThat(result.exitCode()).as(result.log()).isEqualTo(JazzerRun.FINDING);
    assertThat(folder)
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("crash-"));
  }
}
