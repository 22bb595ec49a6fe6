package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.frame;
import static io.manako.operator.tracking.Footage.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Detection;
import io.manako.model.TrackScores;
import io.manako.operator.options.TrackScoreBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class WeakBoxesTest {
  private static final TrackScores MODEST = new TrackScores(0.4, 0.3, 0.5);

  private final List<String> said = new ArrayList<>();
  private final WeakBoxes weak =
      new WeakBoxes(new TrackScoreBook(null, null, Map.of("modest", MODEST)), said::add);
  private final Supplier<Integer> noticed = gauge(weak);

  @Test
  void aCameraWhoseBoxesAreAllTooWeakIsReportedOnce() {
    feed("cam", "modest", 0.42f, WeakBoxes.FRAMES - 1);
    assertThat(said).isEmpty();
    feed("cam", "modest", 0.41f, 2 * WeakBoxes.FRAMES);

    assertThat(noticed.get()).isEqualTo(1);
    assertThat(said)
        .containsExactly(
            "camera cam: in 300 frames with boxes, none could begin a track. The best score is"
                + " 0.42, and a box of modest begins a track from 0.50 on. If the boxes are"
                + " objects, set tracking.high-score at least 0.1 below their scores, or correct"
                + " tracking in the model's model.yaml");
  }

  @Test
  void aBoxThatCouldBeginATrackEndsTheCount() {
    feed("cam", "modest", 0.42f, WeakBoxes.FRAMES - 1);
    feed("cam", "modest", 0.5f, 1);
    feed("cam", "modest", 0.42f, WeakBoxes.FRAMES - 1);
    assertThat(said).isEmpty();
    feed("cam", "modest", 0.42f, 1);
    assertThat(noticed.get()).isEqualTo(1);
    feed("cam", "modest", 0.5f, 1);

    assertThat(noticed.get()).isZero();
    assertThat(said).hasSize(1);
  }

  @Test
  void aTrackThatWeakBoxesContinueEndsTheCountToo() {
    feed("cam", "modest", 0.42f, WeakBoxes.FRAMES - 1);
    FrameDetections weaker = seenBy(frame("cam", 0), "modest", 0.42f);
    weak.take(new FrameTracks(weaker, List.of(0L, 7L), null));
    feed("cam", "modest", 0.42f, WeakBoxes.FRAMES - 1);

    assertThat(said).isEmpty();
  }

  @Test
  void framesWithoutBoxesAndFramesThatAreNotTrackedSayNothing() {
    FrameDetections broken = Footage.broken("cam", 0);
    for (int i = 0; i < 2 * WeakBoxes.FRAMES; i++) {
      weak.take(new FrameTracks(broken, List.of(), null));
      weak.take(FrameTracks.late(seenBy(frame("cam", 0), "modest", 0.42f)));
    }

    assertThat(said).isEmpty();
  }

  @Test
  void theNoiseOfAnEmptySceneSaysNothing() {
    feed("cam", "modest", 0.39f, 2 * WeakBoxes.FRAMES);

    assertThat(said).isEmpty();
    assertThat(noticed.get()).isZero();
  }

  @Test
  void aFaintBoxIsReportedOnlyInATrack() {
    FrameDetections frame = seenBy(frame("cam", 0), "modest", 0.42f);

    assertThat(new FrameTracks(frame, List.of(0L, 7L), null).isReported(0)).isFalse();
    assertThat(new FrameTracks(frame, List.of(0L, 7L), null).isReported(1)).isTrue();
  }

  @Test
  void camerasAreCountedApartAndForgotten() {
    feed("one", "modest", 0.42f, WeakBoxes.FRAMES);
    feed("two", "modest", 0.55f, WeakBoxes.FRAMES);
    feed("three", "usual", 0.55f, WeakBoxes.FRAMES);

    assertThat(said).hasSize(2);
    assertThat(noticed.get()).isEqualTo(2);
    weak.forget("one");
    weak.forget("two");
    assertThat(noticed.get()).isEqualTo(1);
  }

  private void feed(String camera, String detector, float score, int frames) {
    for (int i = 0; i < frames; i++) {
      FrameDetections frame = seenBy(frame(camera, i), detector, score);
      List<Detection> boxes = frame.detections();
      weak.take(new FrameTracks(frame, Collections.nCopies(boxes.size(), 0L), null));
    }
  }

  private static Supplier<Integer> gauge(WeakBoxes weak) {
    List<Gauge<?>> gauges = new ArrayList<>();
    weak.register(
        new UnregisteredMetricsGroup() {
          @Override
          public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.add(gauge);
            return gauge;
          }
        });
    return () -> (Integer) gauges.get(0).getValue();
  }
}
