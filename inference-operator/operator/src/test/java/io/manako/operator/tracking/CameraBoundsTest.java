package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.operator.tracking.TrackingHarness.Task;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.track.scene.VideoEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Nothing is kept for ever of cameras that come and go, or that somebody invents. */
class CameraBoundsTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void aCameraBeyondTheLimitIsNotTrackedAndItsRecordSaysWhy() throws Exception {
    try (TrackingHarness harness = harness(atMost(2))) {
      harness.send(frame("a", 0), frame("b", 0), frame("c", 0), frame("a", 1));

      assertThat(harness.tracks())
          .filteredOn(t -> t.untracked() != null)
          .singleElement()
          .satisfies(t -> assertThat(t.frame().cameraId()).isEqualTo("c"))
          .satisfies(t -> assertThat(t.untracked().reason()).contains("max-cameras", "2"))
          .satisfies(t -> assertThat(t.trackIds()).containsOnly(0L));
      assertThat(harness.events()).extracting(VideoEvent::cameraId).doesNotContain("c");
    }
  }

  @Test
  void inventedCamerasLeaveNeitherTimersNorBytes() throws Exception {
    try (TrackingHarness harness = harness(atMost(2))) {
      harness.send(frame("a", 0), frame("b", 0));
      int timers = harness.timers();
      long bytes = harness.snapshot().getStateSize();
      for (int i = 0; i < 500; i++) {
        harness.send(frame("invented-" + i, 0));
      }

      assertThat(harness.timers()).isEqualTo(timers);
      assertThat(harness.snapshot().getStateSize()).isEqualTo(bytes);
    }
  }

  @Test
  void aCameraThatIsNotListedIsNotTracked() throws Exception {
    CameraBounds bounds = new CameraBounds(Set.of("a"), 10, Duration.ofDays(1));
    try (TrackingHarness harness = harness(bounds)) {
      harness.send(frame("a", 0), frame("b", 0));

      assertThat(harness.events()).extracting(VideoEvent::cameraId).containsExactly("a");
      assertThat(harness.tracks().get(1).untracked().reason()).contains("tracking.cameras");
    }
  }

  @Test
  void aCameraThatLeftADayAgoIsForgottenAndMakesRoom() throws Exception {
    try (TrackingHarness harness = harness(atMost(1))) {
      for (int f = 0; f < 20; f++) {
        harness.send(frame("a", f));
      }
      harness.setTime(30_000);
      harness.setTime(DAY - 1);
      harness.send(frame("b", 0));
      harness.setTime(DAY);
      harness.send(frame("b", 1));

      assertThat(harness.events())
          .extracting(e -> e.cameraId() + " " + e.kind().wireName())
          .endsWith(
              "a camera.offline",
              "a zone.exit",
              "a zone.occupancy",
              "a camera.forgotten",
              "b camera.online");
      assertThat(harness.events()).extracting(VideoEvent::eventId).doesNotHaveDuplicates();
      assertThat(harness.timers()).isEqualTo(2);
    }
  }

  @Test
  void whatTheClockForgetsAReplayForgetsInTheSameWords() throws Exception {
    FrameDetections later = frame("a", "0", 20, Footage.START.plus(Duration.ofHours(25)));
    try (TrackingHarness live = harness(CameraBounds.DEFAULT);
        TrackingHarness replayed = harness(CameraBounds.DEFAULT)) {
      for (TrackingHarness each : List.of(live, replayed)) {
        for (int f = 0; f < 20; f++) {
          each.send(frame("a", f));
        }
      }
      live.setTime(DAY);
      live.send(later);
      replayed.send(later);

      assertThat(replayed.events()).isEqualTo(live.events());
      assertThat(replayed.counts()).isEqualTo(live.counts());
      assertThat(live.events())
          .extracting(VideoEvent::kind)
          .contains(EventKind.CAMERA_FORGOTTEN)
          .endsWith(EventKind.CAMERA_ONLINE);
    }
  }

  @Test
  void aCameraThatComesBackInTimeIsNotForgotten() throws Exception {
    try (TrackingHarness harness = harness(CameraBounds.DEFAULT)) {
      harness.send(frame("a", 0));
      harness.setTime(30_000);
      harness.send(frame("a", "0", 1, Footage.START.plusSeconds(30)));
      harness.setTime(DAY + 10_000);
      assertThat(kinds(harness)).doesNotContain(EventKind.CAMERA_FORGOTTEN);
      harness.setTime(DAY + 30_000);

      assertThat(kinds(harness))
          .containsExactly(
              EventKind.CAMERA_ONLINE,
              EventKind.CAMERA_OFFLINE,
              EventKind.CAMERA_ONLINE,
              EventKind.CAMERA_OFFLINE,
              EventKind.CAMERA_FORGOTTEN);
    }
  }

  @Test
  void theTasksOfARescaledJobKnowHowManyCamerasTheyHave() throws Exception {
    CameraBounds bounds = atMost(8);
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      Task task = new Task(2, index, 2);
      try (TrackingHarness harness = new TrackingHarness(function(bounds), task, null)) {
        for (int i = 0; i < 8; i++) {
          if (task.owns("cam-" + i)) {
            harness.send(frame("cam-" + i, 0));
          }
        }
        states.add(harness.snapshot());
      }
    }
    OperatorSubtaskState together = TrackingHarness.together(states);
    try (TrackingHarness harness =
        new TrackingHarness(function(bounds), new Task(1, 0, 2), together)) {
      harness.send(frame("cam-3", 1), frame("one-more", 0));

      assertThat(harness.tracks().get(0).untracked()).isNull();
      assertThat(harness.tracks().get(1).untracked()).isNotNull();
    }
  }

  @Test
  void tombstonesOfCamerasWithoutZonesAreNotKeptAndThoseOfOthersAreOnlyForAWhile()
      throws Exception {
    try (TrackingHarness harness = harness(CameraBounds.DEFAULT)) {
      for (int i = 0; i < 100; i++) {
        harness.publish(new SceneChange("nobody-" + i, at(i), null));
      }
      assertThat(harness.liveScenes()).isEmpty();
      for (int i = 0; i < 2 * LiveScenes.MOST_ENDED; i++) {
        harness.publish(new SceneChange("cam-" + i, at(i), Scene.EMPTY));
        harness.publish(new SceneChange("cam-" + i, at(i + 1), null));
      }

      assertThat(harness.liveScenes())
          .hasSize(LiveScenes.MOST_ENDED)
          .contains("cam-" + (2 * LiveScenes.MOST_ENDED - 1));
    }
  }

  @Test
  void whatWasTakenBackOfAnEarlierPublicationStaysTakenBack() throws Exception {
    SceneTimeline early = SceneTimeline.EMPTY.with(new SceneChange("early", at(0), Footage.SCENE));
    SceneBook scenes = new SceneBook(Map.of(), Map.of("early", early));
    try (TrackingHarness harness = new TrackingHarness(TrackingOptions.DEFAULT, scenes)) {
      harness.publish(new SceneChange("early", at(1), null));
      for (int i = 0; i <= LiveScenes.MOST_ENDED; i++) {
        harness.publish(new SceneChange("cam-" + i, at(2), Scene.EMPTY));
        harness.publish(new SceneChange("cam-" + i, at(3), null));
      }

      assertThat(harness.liveScenes()).contains("early").hasSize(LiveScenes.MOST_ENDED + 1);
    }
  }

  @Test
  void boundsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> new CameraBounds(Set.of(), 0, Duration.ofDays(1)))
        .hasMessageContaining("'tracking.max-cameras' is 0; it must be 1 or more cameras");
    assertThatThrownBy(
            () ->
                TrackingOptions.DEFAULT.withCameras(
                    new CameraBounds(Set.of(), 1, Duration.ofSeconds(1))))
        .hasMessageContaining("'tracking.forget-camera-after' is 1 s")
        .hasMessageContaining("at least 'tracking.offline-after', 20 s");
  }

  private static Instant at(int second) {
    return Footage.START.plusSeconds(second);
  }

  private static List<EventKind> kinds(TrackingHarness harness) {
    return harness.events().stream().map(VideoEvent::kind).toList();
  }

  private static CameraBounds atMost(int cameras) {
    return new CameraBounds(Set.of(), cameras, Duration.ofDays(1));
  }

  private static TrackingFunction function(CameraBounds bounds) {
    SceneBook scenes = SceneBook.of(Map.of("a", Footage.SCENE));
    return new TrackingFunction(TrackingOptions.DEFAULT.withCameras(bounds), scenes);
  }

  private static TrackingHarness harness(CameraBounds bounds) throws Exception {
    return new TrackingHarness(function(bounds), Task.ONLY, null);
  }
}
