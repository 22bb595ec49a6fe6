package io.manako.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import io.manako.chaos.process.KillCheck.Plan;
import io.manako.chaos.process.KillCheck.Setup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillCheckIT {
  @TempDir Path folder;

  /** Processes that live for seconds do not repay what an optimising compiler costs. */
  private static Setup light(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("inference.engine", "onnxruntime");
    // Without that compiler vectors are objects, so there are none.
    String jvm = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dmanako.vectorBits=0";
    return new Setup(all, jvm, false);
  }

  @Test
  void killedProcessesCostNoFrameAndDoubleNone() throws Exception {
    ChaosRuns.assertHolds(new KillCheck(null, light(Map.of())), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aSinkThatCommitsNothingDoublesResultsAfterAKill() throws Exception {
    Map<String, String> broken =
        Map.of("delivery.guarantee", "at-least-once", "checkpoint.interval", "4 s");

    Report report =
        new KillCheck(new Plan(1, 0, 0, 0), light(broken)).run(ChaosRuns.shortly(folder));

    assertThat(report.broken())
        .as(report.toString())
        .extracting(Figure::name)
        .contains("detections: duplicated");
  }
}
