package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.frame;
import static io.manako.operator.tracking.Footage.uncounted;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.track.scene.EventKind;
import io.manako.track.scene.VideoEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that come out of order; the footage has one every 40 ms and the wait is 200 ms. */
class FrameOrderTest {
  private static final SceneBook SCENES = SceneBook.of(Map.of("cam", Footage.SCENE));

  @Test
  void framesInOrderDoNotWait() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0), frame("cam", 1), frame("cam", 2));

      assertThat(sequences(harness)).containsExactly(0L, 1L, 2L);
    }
  }

  @Test
  void aFrameWaitsForItsPredecessor() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0), frame("cam", 2), frame("cam", 3));
      assertThat(sequences(harness)).containsExactly(0L);
      harness.send(frame("cam", 1));

      assertThat(sequences(harness)).containsExactly(0L, 1L, 2L, 3L);
      assertThat(harness.tracks()).noneMatch(FrameTracks::isLate);
      assertThat(kinds(harness)).doesNotContain(EventKind.SEQUENCE_GAP);
    }
  }

  @Test
  void aLostFrameIsWaitedForNoLongerThanConfigured() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0));
      for (int f = 2; f <= 6; f++) {
        harness.send(frame("cam", f));
      }
      assertThat(sequences(harness)).containsExactly(0L);
      harness.send(frame("cam", 7));

      assertThat(sequences(harness)).containsExactly(0L, 2L, 3L, 4L, 5L, 6L, 7L);
      assertThat(kinds(harness)).contains(EventKind.SEQUENCE_GAP);
    }
  }

  @Test
  void whoComesAfterThatIsLate() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0));
      for (int f = 2; f <= 7; f++) {
        harness.send(frame("cam", f));
      }
      harness.send(frame("cam", 1));

      FrameTracks last = harness.tracks().get(harness.tracks().size() - 1);
      assertThat(last.frame().sequence()).isEqualTo(1);
      assertThat(last.isLate()).isTrue();
      assertThat(last.trackIds()).containsOnly(0L);
    }
  }

  @Test
  void shuffledFramesGiveTheTracksAndEventsOfOrderedOnes() throws Exception {
    List<FrameDetections> frames = new ArrayList<>();
    for (int f = 0; f < 90; f++) {
      frames.add(frame("cam", f));
    }
    try (TrackingHarness ordered = harness();
        TrackingHarness shuffled = harness()) {
      ordered.send(frames.toArray(FrameDetections[]::new));
      Random random = new Random(7);
      for (int f = 1; f + 4 <= frames.size(); f += 4) {
        Collections.shuffle(frames.subList(f, f + 4), random);
      }
      shuffled.send(frames.toArray(FrameDetections[]::new));

      assertThat(frames).isNotEqualTo(ordered.tracks().stream().map(FrameTracks::frame).toList());
      assertThat(shuffled.tracks()).isEqualTo(ordered.tracks());
      assertThat(shuffled.events()).isEqualTo(ordered.events());
    }
  }

  @Test
  void theSameFrameTwiceIsInTheLedgerTwice() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0), frame("cam", 2), frame("cam", 2), frame("cam", 1));

      assertThat(sequences(harness)).containsExactly(0L, 1L, 2L, 2L);
      assertThat(harness.tracks()).extracting(FrameTracks::isLate).endsWith(false, true);
    }
  }

  @Test
  void noMoreFramesWaitThanTheLimit() throws Exception {
    TrackingOptions patient = TrackingOptions.DEFAULT.withReorderWait(Duration.ofSeconds(10));
    try (TrackingHarness harness = new TrackingHarness(patient, SCENES)) {
      harness.send(frame("cam", 0));
      for (int f = 2; f < 2 + FrameOrder.MOST; f++) {
        harness.send(frame("cam", f));
      }
      assertThat(harness.tracks()).hasSize(1);
      harness.send(frame("cam", 2 + FrameOrder.MOST));

      assertThat(harness.tracks()).hasSize(2 + FrameOrder.MOST);
    }
  }

  @Test
  void withoutAWaitNobodyWaits() throws Exception {
    TrackingOptions hasty = TrackingOptions.DEFAULT.withReorderWait(Duration.ZERO);
    try (TrackingHarness harness = new TrackingHarness(hasty, SCENES)) {
      harness.send(frame("cam", 0), frame("cam", 2), frame("cam", 1));

      assertThat(sequences(harness)).containsExactly(0L, 2L, 1L);
    }
  }

  @Test
  void framesThatNobodyCountedDoNotWait() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(uncounted("cam", 0), uncounted("cam", 5), uncounted("cam", 9));

      assertThat(sequences(harness)).containsExactly(0L, 5L, 9L);
      assertThat(kinds(harness)).doesNotContain(EventKind.SEQUENCE_GAP);
    }
  }

  @Test
  void aNewEpochIsNotWaitedForAndLetsTheOldOneGo() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(
          frame("cam", 0), frame("cam", 2), frame("cam", "1", 0, Footage.START.plusMillis(500)));

      assertThat(harness.tracks())
          .extracting(t -> t.frame().frameId())
          .containsExactly("cam/0/0", "cam/0/2", "cam/1/0");
    }
  }

  @Test
  void aSilentCamerasWaitingFramesGoOnBeforeItIsOffline() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0), frame("cam", 2));
      harness.setTime(21_000);

      assertThat(sequences(harness)).containsExactly(0L, 2L);
      assertThat(harness.events().get(harness.events().size() - 1).kind())
          .isEqualTo(EventKind.CAMERA_OFFLINE);
      assertThat(harness.events().get(harness.events().size() - 1).evidenceFrameId())
          .isEqualTo("cam/0/2");
    }
  }

  @Test
  void atTheEndNobodyWaits() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0), frame("cam", 3), frame("cam", 2));
      harness.end();

      assertThat(sequences(harness)).containsExactly(0L, 2L, 3L);
    }
  }

  @Test
  void waitingFramesAreInTheSnapshot() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("cam", 0), frame("cam", 2));
      TrackingFunction function = new TrackingFunction(TrackingOptions.DEFAULT, SCENES);
      try (TrackingHarness restored =
          new TrackingHarness(function, TrackingHarness.Task.ONLY, harness.snapshot())) {
        restored.send(frame("cam", 1));

        assertThat(sequences(restored)).containsExactly(1L, 2L);
      }
    }
  }

  private static TrackingHarness harness() throws Exception {
    return new TrackingHarness(TrackingOptions.DEFAULT, SCENES);
  }

  private static List<Long> sequences(TrackingHarness harness) {
    return harness.tracks().stream().map(t -> t.frame().sequence()).toList();
  }

  private static List<EventKind> kinds(TrackingHarness harness) {
    return harness.events().stream().map(VideoEvent::kind).toList();
  }
}
