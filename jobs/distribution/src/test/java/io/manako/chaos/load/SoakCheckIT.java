package io.manako.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import io.manako.testkit.footage.Footage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakCheckIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needTheVideo() throws Exception {
    Footage.fetch();
  }

  @Test
  void aRunningJobHoldsNoMoreThanItDidAtFirst() throws Exception {
    ChaosRuns.assertHolds(new SoakCheck("java"), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aLeakOfEachKindIsFound() throws Exception {
    SoakCheck.Course brief =
        new SoakCheck.Course(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 1000, Duration.ofSeconds(1));
    Report report = new SoakCheck("java", brief, Leaks.class).run(ChaosRuns.shortly(folder));
    System.out.println(report);
    assertThat(report.broken())
        .extracting(Figure::name)
        .contains(
            SoakCheck.growthOf(Quantity.NATIVE),
            SoakCheck.growthOf(Quantity.HEAP),
            SoakCheck.growthOf(Quantity.THREADS),
            SoakCheck.growthOf(Quantity.FILES));
  }
}
