package io.manako.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void camerasThatAreFasterThanTheMachineDoNotPassForTheLimit() {
    assertThat(summaryOf(20))
        .contains("The cameras sent 20.0,", "`--cameras 1` asks for less.")
        .doesNotContain("own pace");
  }

  @Test
  void camerasThatTheMachineCarriesAreTheLimit() {
    assertThat(summaryOf(0)).contains("the cameras' own pace").doesNotContain("frames waited");
  }

  /** Of no frame at all, from cameras that send so many a second. */
  private static String summaryOf(double wanted) {
    DemoResult result =
        new DemoResult(
                new Ledger(),
                new TrackLog(Duration.ofSeconds(2)),
                new StageTimes(),
                Map.of(),
                Duration.ofSeconds(1),
                0)
            .ofPace(wanted);
    Tally tally = new Tally(result.tracks(), new DemoScenes(Path.of("scenes.yaml"), Map.of()));
    return new Summary(result, tally, "street.mp4", "model", "platform").markdown();
  }
}
