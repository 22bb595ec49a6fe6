package io.manako.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.dashboard.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlaybackTest {
  private final Playback playback = new Playback();

  @Test
  void aBurstOfResultsAppearsAtThePaceAtWhichItsFramesWereCaptured() {
    for (int frame = 0; frame < 8; frame++) {
      playback.add(frame(frame, frame * 500L), 4_000);
    }

    List<Long> shown = new ArrayList<>();
    for (long now = 4_000; now <= 8_000; now += 250) {
      SeenFrame due = playback.due(now);
      if (due != null) {
        shown.add(now);
      }
    }

    assertThat(shown)
        .containsExactly(4_000L, 4_500L, 5_000L, 5_500L, 6_000L, 6_500L, 7_000L, 7_500L);
  }

  @Test
  void aFrameIsShownWithTheTracksThatCameAfterItsDetections() {
    playback.add(frame(1, 1_000), 1_200);
    playback.add(tracked(1, 1_000), 1_300);

    assertThat(playback.due(1_299)).isNull();
    SeenFrame due = Objects.requireNonNull(playback.due(1_300));
    assertThat(due.tracked()).isTrue();
    assertThat(due.objects()).extracting(SeenObject::track).containsExactly(7L);
  }

  @Test
  void theDetectionsThatComeAfterTheTracksChangeNothing() {
    playback.add(tracked(1, 1_000), 1_200);
    playback.add(frame(1, 1_000), 1_300);

    assertThat(Objects.requireNonNull(playback.due(1_300)).tracked()).isTrue();
  }

  @Test
  void aCameraThatCatchesUpIsHeldBackForSixSecondsAtMost() {
    playback.add(frame(0, 0), 60_000);
    playback.add(frame(1, 59_000), 60_100);

    assertThat(playback.due(66_100)).extracting(SeenFrame::eventMillis).isEqualTo(59_000L);
  }

  @Test
  void aClockThatIsSetBackDoesNotFreezeThePicture() {
    playback.add(frame(1, 1_000_000), 1_000_100);
    playback.add(frame(2, 5_000), 1_000_300);

    assertThat(playback.due(1_007_000)).extracting(SeenFrame::eventMillis).isEqualTo(5_000L);
  }

  @Test
  void nothingPilesUpWhileNobodyLooks() {
    for (int frame = 0; frame < 10_000; frame++) {
      playback.add(frame(frame, frame * 300L), frame * 300L);
    }

    assertThat(playback.size()).isEqualTo(32);
  }

  private static SeenFrame frame(int sequence, long millis) {
    return seen(SampleRecords.detections("c", sequence, millis), RecordKind.DETECTIONS);
  }

  private static SeenFrame tracked(int sequence, long millis) {
    return seen(SampleRecords.tracks("c", sequence, millis), RecordKind.TRACKS);
  }

  private static SeenFrame seen(byte[] json, RecordKind kind) {
    return Objects.requireNonNull(SeenFrame.of(SampleRecords.parsed(json), kind));
  }
}
