package io.manako.operator.tracking;

import static io.manako.operator.tracking.Footage.START;
import static io.manako.operator.tracking.Footage.broken;
import static io.manako.operator.tracking.Footage.carried;
import static io.manako.operator.tracking.Footage.frame;
import static io.manako.operator.tracking.Footage.person;
import static io.manako.operator.tracking.Footage.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Detection;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.VideoEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class CameraTrackerTest {
  private final CameraTracker tracker = new CameraTracker(TrackingOptions.DEFAULT);
  private final List<VideoEvent> events = new ArrayList<>();
  private CameraState state = CameraState.EMPTY;

  @Test
  void everyDetectionHasItsTrack() {
    take(frame("cam", 0));

    assertThat(take(frame("cam", 1)).trackIds()).containsExactly(1L, 2L);
  }

  @Test
  void theBoxOfATrackIsSmoothAndACarriedOneIsWhereItWasSeen() {
    for (int i = 0; i < 10; i++) {
      take(frame("cam", i));
    }
    List<Detection> jumped = List.of(person(160, 200), person(440, 210));
    FrameDetections frame = carried(Footage.of("cam", 10, jumped), "cam/0/000009");
    FrameTracks tracks = take(frame);

    assertThat(tracks.trackIds()).containsExactly(1L, 2L);
    List<Detection> shown = tracks.frame().detections();
    assertThat(shown.get(0).box().x()).as("40 px of motion, 60 detected").isBetween(141f, 158f);
    assertThat(shown.get(0).score()).isEqualTo(jumped.get(0).score());
    assertThat(shown.get(1)).isEqualTo(jumped.get(1));
    assertThat(frame.detections()).isEqualTo(jumped);
  }

  @Test
  void theFirstFrameSaysThatTheCameraIsOnline() {
    take(frame("cam", 0));
    take(frame("cam", 1));

    assertThat(kinds()).containsExactly(EventKind.CAMERA_ONLINE);
  }

  @Test
  void theDetectorOfAFrameDecidesWhichScoresMakeATrack() {
    CameraTracker swapping = new CameraTracker(TrackingOptions.of(new Configuration()));
    String modest = "ssd-mobilenet-v2-openimages";
    List<List<Long>> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String detector = i < 3 ? "ssdlite-mobilenet-v2-coco" : modest;
      CameraStep step =
          swapping.update(state, seenBy(frame("cam", i), detector, 0.55f), Footage.SCENE);
      state = step.state();
      ids.add(step.tracks().trackIds());
    }

    assertThat(ids)
        .containsExactly(
            List.of(0L, 0L),
            List.of(0L, 0L),
            List.of(0L, 0L),
            List.of(0L, 0L),
            List.of(1L, 2L),
            List.of(1L, 2L));
  }

  @Test
  void aFrameFromThePastIsLateAndHarmsNoTrack() {
    take(frame("cam", 0));
    take(frame("cam", 2));
    CameraState before = state;
    FrameTracks late = take(frame("cam", 1));

    assertThat(late.isLate()).isTrue();
    assertThat(late.trackIds()).containsExactly(0L, 0L);
    assertThat(state.tracker()).isEqualTo(before.tracker());
    assertThat(take(frame("cam", 3)).trackIds()).containsExactly(1L, 2L);
  }

  @Test
  void theSameFrameOnceMoreIsLate() {
    take(frame("cam", 0));

    assertThat(take(frame("cam", 0)).isLate()).isTrue();
  }

  @Test
  void aClockThatWasSetBackIsBelievedAfterAWhileAndNoIdComesTwice() {
    for (int i = 100; i < 110; i++) {
      take(frame("cam", i));
    }
    List<Long> seen = new ArrayList<>();
    int late = 0;
    for (int i = 0; i < 40; i++) {
      FrameTracks tracks = take(frame("cam", i));
      late += tracks.isLate() ? 1 : 0;
      seen.addAll(tracks.trackIds());
    }

    assertThat(late).isEqualTo(24);
    assertThat(seen).contains(3L, 4L).doesNotContain(1L, 2L);
  }

  @Test
  void aNewEpochBeginsWithIdOne() {
    take(frame("cam", 0));
    take(frame("cam", 1));
    take(frame("cam", "1", 0, START.plusSeconds(1)));

    assertThat(take(frame("cam", "1", 1, START.plusMillis(1040))).trackIds())
        .containsExactly(1L, 2L);
  }

  @Test
  void aBrokenFrameIsTimeThatPassed() {
    for (int i = 0; i < 10; i++) {
      take(i % 3 == 2 ? broken("cam", i) : frame("cam", i));
    }

    assertThat(state.tracker().lastId()).isEqualTo(2);
    assertThat(kinds()).containsExactly(EventKind.CAMERA_ONLINE);
  }

  @Test
  void missingFramesAreCounted() {
    take(frame("cam", 0));
    take(frame("cam", 5));

    VideoEvent gap = events.get(1);
    assertThat(gap.kind()).isEqualTo(EventKind.SEQUENCE_GAP);
    assertThat(gap.count()).isEqualTo(4);
    assertThat(gap.startTime()).isEqualTo(START);
    assertThat(gap.endTime()).isEqualTo(START.plusMillis(200));
  }

  @Test
  void theFramesOfAGopAreNoGap() {
    for (int first : List.of(0, 25, 50)) {
      for (int index = 0; index < 25; index++) {
        take(Footage.ofGop("cam", first, index));
      }
    }

    assertThat(kinds()).containsExactly(EventKind.CAMERA_ONLINE);
  }

  @Test
  void aFrameThatWasCountedBeforeIsLateThoughItsTimeIsNot() {
    take(frame("cam", 5));
    FrameTracks late = take(frame("cam", "0", 4, START.plusSeconds(1)));

    assertThat(late.isLate()).isTrue();
    assertThat(take(frame("cam", 6)).isLate()).isFalse();
  }

  @Test
  void aSilenceInEventTimeIsReportedWhenTheCameraComesBack() {
    take(frame("cam", 0));
    take(frame("cam", "0", 1, START.plusSeconds(30)));

    assertThat(kinds())
        .containsExactly(
            EventKind.CAMERA_ONLINE, EventKind.CAMERA_OFFLINE, EventKind.CAMERA_ONLINE);
    assertThat(tracker.offline("cam", firstState()).events()).containsExactly(events.get(1));
  }

  private CameraState firstState() {
    return tracker.update(CameraState.EMPTY, frame("cam", 0), Footage.SCENE).state();
  }

  private FrameTracks take(FrameDetections frame) {
    CameraStep step = tracker.update(state, frame, Footage.SCENE);
    state = step.state();
    step.events().stream()
        .filter(e -> e.zoneId() == null && e.lineId() == null)
        .forEach(events::add);
    return step.tracks();
  }

  private List<EventKind> kinds() {
    return events.stream().map(VideoEvent::kind).toList();
  }
}
