package io.manako.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StuckCheckIT {
  @TempDir Path folder;

  @Test
  void hungEnginesAreReplacedAndDoNotPileUp() throws Exception {
    ChaosRuns.assertHolds(
        new StuckCheck(Map.of(), Duration.ofMinutes(1), true), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aJobThatWaitsForItsEngineAnHourIsFound() throws Exception {
    Map<String, String> broken = Map.of("inference.run-timeout", "1 h");

    Report report =
        new StuckCheck(broken, Duration.ofSeconds(3), false).run(ChaosRuns.shortly(folder));

    assertThat(report.broken())
        .as(report.toString())
        .extracting(Figure::name)
        .contains("stuck runs that failed the task in time");
  }
}
