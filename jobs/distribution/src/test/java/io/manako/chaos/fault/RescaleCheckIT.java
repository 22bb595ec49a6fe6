package io.manako.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescaleCheckIT {
  @TempDir private Path folder;

  @Test
  void aRescaledJobKeepsOrderTracksAndCounts() throws Exception {
    ChaosRuns.assertHolds(new RescaleCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aResumeWithoutStateIsFoundAsOtherTracks() throws Exception {
    Report report =
        new RescaleCheck((savepoint, settings) -> {}, List.of(1, 2)).run(ChaosRuns.shortly(folder));
    System.out.printf("a resume without state:%n%s", report);
    assertThat(report.broken()).extracting(Figure::name).contains("tracks: records that differ");
  }
}
