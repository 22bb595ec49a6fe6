package io.manako.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import io.manako.testkit.footage.Footage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameCheckIT {
  @TempDir private Path folder;

  @BeforeAll
  static void fetch() throws Exception {
    Footage.fetch();
  }

  @Test
  void theSameFramesGiveTheSameBytes() throws Exception {
    ChaosRuns.assertHolds(new SameCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aScoreThatDependsOnThePlaceInTheBatchIsFound() throws Exception {
    Report report =
        new SameCheck(UnsteadyPipeline::open, 12, List.of(SameVariant.JAVA))
            .run(ChaosRuns.shortly(folder));
    System.out.printf("a score that depends on the place:%n%s", report);
    assertThat(report.broken())
        .extracting(Figure::name)
        .contains("java, batches of 16, parallelism 2: records that differ");
  }
}
