package io.manako.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PressureCheckIT {
  @TempDir private Path folder;

  @Test
  void anEngineTenTimesTooSlowCostsNoMemoryAndNoFrame() throws Exception {
    ChaosRuns.assertHolds(new PressureCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void anOperatorThatQueuesWithoutBoundIsFound() throws Exception {
    Report report =
        new PressureCheck(Hoard.class).pressure(ChaosRuns.shortly(folder), Duration.ofSeconds(20));
    System.out.println(report);
    assertThat(report.broken())
        .extracting(Figure::name)
        .contains("frames taken and not answered, most", Quantity.HEAP + ": gained, %");
  }
}
