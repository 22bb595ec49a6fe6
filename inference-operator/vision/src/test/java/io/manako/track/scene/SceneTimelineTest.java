package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SceneTimelineTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Scene CONFIGURED = scene("configured");
  private static final Scene FIRST = scene("first");
  private static final Scene SECOND = scene("second");

  @Test
  void aChangeHoldsFromItsTimeToTheNext() {
    SceneTimeline timeline =
        SceneTimeline.EMPTY.with(change(10, FIRST)).with(change(20, SECOND)).with(change(30, null));

    assertThat(at(timeline, 9)).isEqualTo(CONFIGURED);
    assertThat(at(timeline, 10)).isEqualTo(FIRST);
    assertThat(at(timeline, 19)).isEqualTo(FIRST);
    assertThat(at(timeline, 20)).isEqualTo(SECOND);
    assertThat(at(timeline, 30)).isEqualTo(CONFIGURED);
  }

  @Test
  void theOrderOfPublicationMakesNoDifference() {
    assertThat(SceneTimeline.EMPTY.with(change(20, SECOND)).with(change(10, FIRST)))
        .isEqualTo(SceneTimeline.EMPTY.with(change(10, FIRST)).with(change(20, SECOND)));
  }

  @Test
  void theLaterRecordForTheSameTimeWins() {
    SceneTimeline timeline = SceneTimeline.EMPTY.with(change(10, FIRST)).with(change(10, SECOND));

    assertThat(at(timeline, 10)).isEqualTo(SECOND);
    assertThat(timeline.entries()).hasSize(1);
  }

  @Test
  void theOldestChangesGoFirst() {
    SceneTimeline timeline = SceneTimeline.EMPTY;
    for (int second = 0; second <= SceneTimeline.MOST; second++) {
      timeline = timeline.with(change(second, FIRST));
    }

    assertThat(timeline.entries()).hasSize(SceneTimeline.MOST);
    assertThat(at(timeline, 0)).isEqualTo(CONFIGURED);
    assertThat(at(timeline, 1)).isEqualTo(FIRST);
  }

  @Test
  void changesToComeDoNotPushOutTheOneInEffect() {
    SceneTimeline timeline = SceneTimeline.EMPTY.with(change(10, FIRST));
    for (int n = 1; n <= 2 * SceneTimeline.MOST; n++) {
      timeline = timeline.with(published(20, change(1000 + n, SECOND)));
    }

    assertThat(at(timeline, 1000)).isEqualTo(FIRST);
    assertThat(at(timeline, 1001)).isEqualTo(SECOND);
    assertThat(timeline.entries()).hasSize(1 + SceneTimeline.MOST);
  }

  @Test
  void ofChangesToComeTheFurthestGo() {
    SceneTimeline timeline = SceneTimeline.EMPTY;
    for (int n = 0; n < SceneTimeline.MOST; n++) {
      SceneChange change = published(20, change(1000 + n, FIRST));
      assertThat(timeline.pushedOutBy(change)).isEmpty();
      timeline = timeline.with(change);
    }
    SceneChange near = published(20, change(900, SECOND));

    assertThat(timeline.pushedOutBy(near)).hasValue(START.plusSeconds(999 + SceneTimeline.MOST));
    assertThat(at(timeline.with(near), 900)).isEqualTo(SECOND);
    assertThat(timeline.with(near).with(published(20, change(9000, SECOND))))
        .isEqualTo(timeline.with(near));
  }

  @Test
  void timesThatNanosecondsCannotHoldAreTimesLikeOthers() {
    SceneTimeline timeline =
        SceneTimeline.EMPTY
            .with(new SceneChange("cam", Instant.parse("2300-01-01T00:00:00Z"), FIRST))
            .with(new SceneChange("cam", Instant.MAX, SECOND));

    assertThat(at(timeline, 0)).isEqualTo(CONFIGURED);
    assertThat(timeline.at(Instant.parse("2299-12-31T23:59:59Z"), CONFIGURED))
        .isEqualTo(CONFIGURED);
    assertThat(timeline.at(Instant.parse("2300-01-01T00:00:00Z"), CONFIGURED)).isEqualTo(FIRST);
    assertThat(timeline.at(Instant.MAX, CONFIGURED)).isEqualTo(SECOND);
    assertThat(timeline.at(Instant.MIN, CONFIGURED)).isEqualTo(CONFIGURED);
  }

  @Test
  void theStoredFileOfVersionOneIsStillReadAndWritten() throws IOException {
    SceneTimeline timeline = SceneTimeline.EMPTY.with(change(10, FIRST)).with(change(20, null));
    try (InputStream stored = getClass().getResourceAsStream("scene-timeline-1.bin")) {
      assertThat(stored).isNotNull();
      byte[] bytes = stored.readAllBytes();
      assertThat(read(bytes)).isEqualTo(timeline);
      assertThat(written(timeline)).isEqualTo(bytes);
    }
  }

  @Test
  void damagedBytesAreNamed() throws IOException {
    byte[] bytes = written(SceneTimeline.EMPTY.with(change(10, FIRST)));
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("version 9");
    bytes[0] = 1;
    bytes[bytes.length - 8] = 0x7f;
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("damaged");
  }

  private static byte[] written(SceneTimeline timeline) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SceneTimelineCodec.write(timeline, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static SceneTimeline read(byte[] bytes) throws IOException {
    return SceneTimelineCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static Scene at(SceneTimeline timeline, int second) {
    return timeline.at(START.plusSeconds(second), CONFIGURED);
  }

  private static SceneChange published(int second, SceneChange change) {
    return new SceneChange(
        change.cameraId(), change.activateAt(), change.scene(), START.plusSeconds(second));
  }

  private static SceneChange change(int second, @Nullable Scene scene) {
    return new SceneChange("cam", START.plusSeconds(second), scene);
  }

  private static Scene scene(String line) {
    return new Scene(
        List.of(new Zone("door", List.of(new Point(0, 0), new Point(1, 0), new Point(0.5, 0.75)))),
        List.of(new Line(line, new Point(0.5, 0), new Point(0.5, 1))));
  }
}
