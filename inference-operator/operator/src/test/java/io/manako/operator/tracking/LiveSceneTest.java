package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.tracking.TrackingHarness.Task;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.track.scene.VideoEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class LiveSceneTest {
  /** Both people of the footage have crossed the middle by frame 60. */
  private static final int FRAMES = 90;

  private static final Scene MIDDLE = new Scene(List.of(), Footage.SCENE.lines());
  private static final Scene ELSEWHERE =
      new Scene(List.of(), List.of(new Line("edge", new Point(0.7, 0), new Point(0.7, 1))));

  @Test
  void aLineCountsFromTheStatedFrameOn() throws Exception {
    try (TrackingHarness harness = harness(SceneBook.EMPTY)) {
      harness.publish(new SceneChange("cam", time(20), MIDDLE));
      play(harness, 0, FRAMES);

      assertThat(crossings(harness)).containsExactly("middle", "middle");
    }
    try (TrackingHarness harness = harness(SceneBook.EMPTY)) {
      harness.publish(new SceneChange("cam", time(60), MIDDLE));
      play(harness, 0, FRAMES);

      assertThat(crossings(harness)).isEmpty();
    }
  }

  @Test
  void aZoneThatIsTakenAwayIsLeftByEverybodyInIt() throws Exception {
    try (TrackingHarness harness = harness(SceneBook.of(Map.of("cam", Footage.SCENE)))) {
      play(harness, 0, 10);
      harness.publish(new SceneChange("cam", time(10), Scene.EMPTY));
      assertThat(kinds(harness)).doesNotContain(EventKind.ZONE_EXIT);
      play(harness, 10, 12);

      assertThat(harness.events())
          .filteredOn(e -> e.kind() == EventKind.ZONE_EXIT)
          .singleElement()
          .satisfies(e -> assertThat(e.endTime()).isEqualTo(time(9)))
          .satisfies(e -> assertThat(e.evidenceFrameId()).isEqualTo("cam/0/10"));
    }
  }

  @Test
  void aTombstoneBringsTheConfiguredLinesBack() throws Exception {
    try (TrackingHarness harness = harness(SceneBook.of(Map.of("cam", MIDDLE)))) {
      harness.publish(new SceneChange("cam", time(0), ELSEWHERE));
      harness.publish(new SceneChange("cam", time(30), null));
      play(harness, 0, FRAMES);

      assertThat(crossings(harness)).containsExactly("edge", "middle", "middle");
    }
  }

  @Test
  void otherCamerasKeepTheirLines() throws Exception {
    try (TrackingHarness harness = harness(SceneBook.of(Map.of("cam", MIDDLE)))) {
      harness.publish(new SceneChange("another", time(0), ELSEWHERE));
      play(harness, 0, FRAMES);

      assertThat(crossings(harness)).containsExactly("middle", "middle");
    }
  }

  @Test
  void whatWasPublishedBeforeTheStartHoldsUntilSomethingNewer() throws Exception {
    SceneTimeline published = SceneTimeline.EMPTY.with(new SceneChange("cam", time(0), MIDDLE));
    try (TrackingHarness harness = harness(new SceneBook(Map.of(), Map.of("cam", published)))) {
      play(harness, 0, 60);
      assertThat(crossings(harness)).containsExactly("middle", "middle");
      harness.publish(new SceneChange("cam", time(60), ELSEWHERE));
      play(harness, 60, FRAMES);

      assertThat(crossings(harness)).containsExactly("middle", "middle", "edge");
    }
  }

  @Test
  void aChangeSurvivesARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (TrackingHarness harness = harness(SceneBook.EMPTY)) {
      harness.publish(new SceneChange("cam", time(20), MIDDLE));
      play(harness, 0, 10);
      snapshot = harness.snapshot();
    }
    TrackingFunction restored = new TrackingFunction(TrackingOptions.DEFAULT, SceneBook.EMPTY);
    try (TrackingHarness harness = new TrackingHarness(restored, Task.ONLY, snapshot)) {
      play(harness, 10, FRAMES);

      assertThat(crossings(harness)).containsExactly("middle", "middle");
    }
  }

  @Test
  void aSilentControlTopicHoldsNoWatermarkBack() throws Exception {
    try (TrackingHarness harness = harness(SceneBook.EMPTY)) {
      harness.controlWatermark(Long.MAX_VALUE - 1);
      harness.frameWatermark(1000);
      harness.frameWatermark(2000);

      assertThat(harness.watermarks()).containsExactly(1000L, 2000L);
    }
  }

  private static TrackingHarness harness(SceneBook scenes) throws Exception {
    return new TrackingHarness(TrackingOptions.DEFAULT, scenes);
  }

  private static void play(TrackingHarness harness, int from, int to) throws Exception {
    for (int f = from; f < to; f++) {
      harness.send(frame("cam", f));
    }
  }

  private static Instant time(int frame) {
    return Footage.START.plus(Footage.INTERVAL.multipliedBy(frame));
  }

  private static List<EventKind> kinds(TrackingHarness harness) {
    return harness.events().stream().map(VideoEvent::kind).toList();
  }

  private static List<String> crossings(TrackingHarness harness) {
    return harness.events().stream()
        .filter(e -> e.kind() == EventKind.LINE_CROSS)
        .map(VideoEvent::lineId)
        .toList();
  }
}
