package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.broken;
import static io.manako.operator.tracking.Footage.frame;
import static io.manako.operator.tracking.Footage.showing;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.track.scene.EventKind;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Phase;
import io.manako.track.scene.ZoneCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frozen and dead cameras among living ones, in windows of a second. */
class CameraHealthTest {
  private static final TrackingOptions OPTIONS =
      TrackingOptions.DEFAULT.withCountEvery(Duration.ofSeconds(1));

  /** Ten seconds of 25 frames. */
  private static final int FROZEN_AT = 250;

  private static final SceneBook SCENES =
      SceneBook.of(Map.of("dead", Footage.SCENE, "alive", Footage.SCENE));

  @Test
  void aCameraThatShowsOnePictureIsReportedOnceAndWhenItMovesAgain() throws Exception {
    try (TrackingHarness harness = harness()) {
      for (int f = 0; f < 300; f++) {
        harness.send(showing(frame("cam", f), 77));
      }
      assertThat(frozen(harness)).hasSize(1);
      harness.send(frame("cam", 300));

      assertThat(frozen(harness))
          .extracting(VideoEvent::phase)
          .containsExactly(Phase.START, Phase.END);
      VideoEvent start = frozen(harness).get(0);
      assertThat(start.startTime()).isEqualTo(Footage.START);
      assertThat(start.endTime()).isNull();
      assertThat(start.evidenceFrameId()).isEqualTo("cam/0/" + FROZEN_AT);
      assertThat(frozen(harness).get(1).startTime()).isEqualTo(Footage.START);
      assertThat(frozen(harness).get(1).endTime()).isEqualTo(time(300));
    }
  }

  @Test
  void aLivingCameraIsNeverFrozen() throws Exception {
    try (TrackingHarness harness = harness()) {
      for (int f = 0; f < 600; f++) {
        harness.send(f % 200 == 199 ? frame("cam", f) : showing(frame("cam", f), 77));
      }

      assertThat(frozen(harness)).isEmpty();
    }
  }

  @Test
  void aFewEqualPicturesOfASlowCameraAreNotEnough() throws Exception {
    try (TrackingHarness harness = harness()) {
      for (int f = 0; f < 9; f++) {
        harness.send(showing(frame("cam", "0", f, Footage.START.plusSeconds(5L * f)), 77));
      }
      assertThat(frozen(harness)).isEmpty();
      harness.send(showing(frame("cam", "0", 9, Footage.START.plusSeconds(45)), 77));

      assertThat(frozen(harness)).hasSize(1);
    }
  }

  @Test
  void aBrokenFrameIsNoOtherPicture() throws Exception {
    try (TrackingHarness harness = harness()) {
      for (int f = 0; f <= FROZEN_AT; f++) {
        harness.send(f % 10 == 9 ? broken("cam", f) : showing(frame("cam", f), 77));
      }

      assertThat(frozen(harness)).hasSize(1);
    }
  }

  @Test
  void aCameraThatRestartsIsFrozenNoMore() throws Exception {
    try (TrackingHarness harness = harness()) {
      for (int f = 0; f <= FROZEN_AT; f++) {
        harness.send(showing(frame("cam", f), 77));
      }
      harness.send(showing(frame("cam", "1", 0, time(FROZEN_AT + 1)), 77));

      assertThat(frozen(harness))
          .extracting(VideoEvent::phase)
          .containsExactly(Phase.START, Phase.END);
    }
  }

  @Test
  void aDeadCameraHoldsNoWindowAndNoTimerOfTheOthersBack() throws Exception {
    try (TrackingHarness harness = harness()) {
      harness.send(frame("dead", 0), frame("dead", 1));
      for (int f = 0; f < 100; f++) {
        harness.setTime(40L * f);
        harness.send(frame("alive", f));
      }
      assertThat(harness.counts())
          .extracting(ZoneCount::cameraId)
          .isNotEmpty()
          .containsOnly("alive");
      assertThat(harness.counts())
          .extracting(ZoneCount::windowStart)
          .endsWith(Footage.START.plusSeconds(2));

      harness.setTime(23_000);
      assertThat(harness.events())
          .filteredOn(e -> e.kind() == EventKind.CAMERA_OFFLINE)
          .extracting(VideoEvent::cameraId)
          .containsExactly("dead");
    }
  }

  @Test
  void aDeadCamerasLastWindowIsEmittedWithItsSilence() throws Exception {
    try (TrackingHarness live = harness();
        TrackingHarness replayed = harness()) {
      play(live, 0, 40);
      live.setTime(21_000);
      int told = live.counts().size();
      live.send(frame("dead", "0", 1000, time(1000)));
      assertThat(live.counts()).hasSize(told);

      play(replayed, 0, 40);
      replayed.send(frame("dead", "0", 1000, time(1000)));
      live.end();
      replayed.end();
      assertThat(replayed.counts()).isEqualTo(live.counts());
      assertThat(replayed.events()).isEqualTo(live.events());
    }
  }

  private static void play(TrackingHarness harness, int from, int to) throws Exception {
    for (int f = from; f < to; f++) {
      harness.send(frame("dead", f));
    }
  }

  private static List<VideoEvent> frozen(TrackingHarness harness) {
    return harness.events().stream().filter(e -> e.kind() == EventKind.CAMERA_FROZEN).toList();
  }

  private static Instant time(int frame) {
    return Footage.START.plus(Footage.INTERVAL.multipliedBy(frame));
  }

  private static TrackingHarness harness() throws Exception {
    return new TrackingHarness(OPTIONS, SCENES);
  }
}
