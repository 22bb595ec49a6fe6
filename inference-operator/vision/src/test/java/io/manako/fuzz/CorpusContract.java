package io.manako.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what fuzzers of a module have found: nothing but a refusal escapes. */
public abstract class CorpusContract {
  static List<Corpus> corpora() throws IOException {
    return Corpus.of(Path.of(""));
  }

  @ParameterizedTest
  @MethodSource("corpora")
  @Timeout(600)
  protected void everyKeptInputIsReadOrRefused(Corpus corpus) throws IOException {
    assertThat(corpus.inputs()).isNotEmpty();
    for (Path input : corpus.inputs()) {
      assertThatCode(() -> corpus.replay(input)).as(input.toString()).doesNotThrowAnyException();
    }
  }
}
