package io.manako.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.dashboard.SampleRecords;
import io.manako.wire.ResultRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long START = 1_700_000_000_000L;

  private final Timeline timeline = new Timeline();

  @Test
  void throughputLatencyAndObjectsStandWhereTheJobWroteThem() {
    for (int i = 0; i < 20; i++) {
      long captured = START + i * 100L;
      timeline.add(detections(captured), new Arrival(captured + 900, captured + 400, new byte[0]));
    }

    SeriesView series = timeline.view(START + 6_000);

    assertThat(series.framesPerSecond()).contains(10.0 * 16 / 20, 10.0 * 4 / 20);
    assertThat(series.latencyP50Millis().get(0)).isCloseTo(400L, within(40L));
    assertThat(series.objects()).containsOnlyKeys("person");
    assertThat(series.objects().get("person").get(0)).isEqualTo(1.0);
  }

  @Test
  void aClockThatIsYearsOffGivesNoLatency() {
    timeline.add(detections(START - 3_600_001), new Arrival(START, START, new byte[0]));

    assertThat(timeline.latencies(START + 4_000, 0.5)).containsExactly(-1L);
    assertThat(timeline.framesPerSecond(START + 4_000)).isEqualTo(0.1);
  }

  @Test
  void onlyFiveMinutesStay() {
    for (long at = START; at < START + 3_600_000; at += 500) {
      timeline.add(detections(at), new Arrival(at, at, new byte[0]));
    }

    SeriesView series = timeline.view(START + 3_600_000);
    assertThat(series.framesPerSecond()).hasSize(Timeline.STEPS).containsOnly(2.0);
  }

  @Test
  void aModelWithAThousandClassesDoesNotFillTheMemory() {
    for (int label = 0; label < 1000; label++) {
      String json = new String(SampleRecords.detections("c", 1, START), StandardCharsets.UTF_8);
      byte[] named = json.replace("person", "thing-" + label).getBytes(StandardCharsets.UTF_8);
      timeline.add(SampleRecords.parsed(named), new Arrival(START, START, named));
    }

    assertThat(timeline.labels()).isEqualTo(32);
    assertThat(timeline.view(START + 4_000).objects()).hasSize(6).containsKey("other");
  }

  private static ResultRecord detections(long captured) {
    return SampleRecords.parsed(SampleRecords.detections("c", 1, captured));
  }
}
