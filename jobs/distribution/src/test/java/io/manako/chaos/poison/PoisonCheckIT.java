package io.manako.chaos.poison;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoisonCheckIT {
  @TempDir private Path folder;

  @Test
  void aFrameThatKillsTwiceIsADeadLetterOnTheThirdStart() throws Exception {
    ChaosRuns.assertHolds(new PoisonCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aJobThatRemembersNothingIsFoundToCrashAgainAndAgain() throws Exception {
    Report report = new PoisonCheck(false).run(ChaosRuns.shortly(folder));
    System.out.println(report);
    assertThat(report.broken()).extracting(Figure::name).contains(PoisonCheck.STARTS);
  }
}
