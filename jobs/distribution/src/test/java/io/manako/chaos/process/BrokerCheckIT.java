package io.manako.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.chaos.ChaosRuns;
import io.manako.chaos.check.Figure;
import io.manako.chaos.check.Report;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckIT {
  @TempDir Path folder;

  @Test
  void aBrokerThatIsAwayOrSilentCostsNoFrameAndDoublesNone() throws Exception {
    ChaosRuns.assertHolds(new BrokerCheck(), ChaosRuns.of(folder));
  }

  @Tag("planted")
  @Test
  void aJobThatGivesUpItsTransactionsIsFound() throws Exception {
    Map<String, String> broken =
        Map.of(
            "delivery.guarantee", "at-least-once",
            "checkpoint.interval", "3 s",
            "kafka.properties.request.timeout.ms", "1000",
            "kafka.properties.delivery.timeout.ms", "3000");

    Report report = new BrokerCheck(broken, true).run(ChaosRuns.shortly(folder));

    assertThat(report.broken())
        .as(report.toString())
        .extracting(Figure::name)
        .contains("detections: duplicated");
  }
}
