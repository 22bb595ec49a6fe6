package io.manako.chaos.fault;

import static io.manako.testkit.fault.FaultPlace.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import io.manako.testkit.fault.PlantedDefect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsCheckIT {
  @TempDir private Path folder;

  @Test
  void everyFrameHasItsOneResultAfterEveryFault() throws Exception {
    ChaosRuns.assertHolds(new RestartsCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aDroppedFlushIsFoundAsLostFrames() throws Exception {
    assertThat(broken(PlantedDefect.DROPPED_FLUSH)).contains("detections: lost");
  }

  @Tag("planted")
  @Test
  void aDoubledEmitIsFoundAsDuplicates() throws Exception {
    assertThat(broken(PlantedDefect.DOUBLED_EMIT)).contains("detections: duplicated");
  }

  private List<String> broken(PlantedDefect defect) throws Exception {
    FaultCourse course = new FaultCourse(1, false, List.of(SNAPSHOT.at(3)));
    Report report = new RestartsCheck(defect, List.of(course)).run(ChaosRuns.shortly(folder));
    System.out.printf("%s:%n%s", defect, report);
    return report.broken().stream().map(Figure::name).toList();
  }
}
