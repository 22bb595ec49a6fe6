package io.manako.operator.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.track.scene.EventKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracedEventTest {
  private static final String FIRST = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String SECOND = "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void anEventBelongsToTheTraceOfTheFrameThatShowsIt() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(Footage.traced(Footage.frame("cam", 0), FIRST));

      assertThat(harness.tracedEvents())
          .singleElement()
          .satisfies(e -> assertThat(e.event().kind()).isEqualTo(EventKind.CAMERA_ONLINE))
          .satisfies(e -> assertThat(e.traceparent()).isEqualTo(FIRST));
      assertThat(harness.tracks().get(0).frame().traceparent()).isEqualTo(FIRST);
    }
  }

  @Test
  void aSilenceBelongsToNoTraceWhoeverTellsOfIt() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(Footage.traced(Footage.frame("told by a timer", 0), FIRST));
      harness.setTime(Duration.ofHours(1).toMillis());
      harness.send(
          Footage.traced(Footage.frame("told by a frame", 0), FIRST),
          Footage.traced(muchLater("told by a frame"), SECOND));

      List<TracedEvent> silences =
          harness.tracedEvents().stream()
              .filter(e -> e.event().kind() == EventKind.CAMERA_OFFLINE)
              .toList();
      assertThat(silences).hasSize(2);
      assertThat(silences).allSatisfy(e -> assertThat(e.traceparent()).isNull());
    }
  }

  private static FrameDetections muchLater(String camera) {
    return Footage.frame(camera, "0", 1, Footage.START.plus(Duration.ofHours(1)));
  }

  private static TrackingHarness harness() throws Exception {
    return new TrackingHarness(TrackingOptions.DEFAULT, SceneBook.of(Map.of()));
  }
}
