package io.manako.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StormCheckIT {
  @TempDir private Path folder;

  @Test
  void camerasThatMisbehaveHoldNoOtherBack() throws Exception {
    ChaosRuns.assertHolds(new StormCheck("sample", false), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aFastCameraThatNothingHoldsBackIsFound() throws Exception {
    Report report = new StormCheck("lossless", false).run(ChaosRuns.shortly(folder));
    System.out.println(report);
    assertThat(report.broken())
        .extracting(Figure::name)
        .contains("others' frames later than 5 s, %", "fast: skipped");
  }
}
