package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.track.scene.CountState.Tally;
import io.manako.track.scene.LineCrossed.Crossing;
import io.manako.track.scene.VideoEvent.Subject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of ten seconds, a frame every second. */
class ZoneCounterTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Evidence EVIDENCE = new Evidence("id", "cam", "cam/0/1");

  private final ZoneCounter counter = new ZoneCounter(Duration.ofSeconds(10));
  private final List<ZoneCount> counts = new ArrayList<>();
  private CountState state = CountState.EMPTY;

  @Test
  void aWindowCountsWhoCameWhoWentAndHowManyThereWere() {
    frame(1, enter("person"), enter("person"));
    frame(2, exit("person"));
    frame(3, enter("person"));
    frame(4, exit("person"), exit("person"));
    frame(10);

    assertThat(counts)
        .containsExactly(
            new ZoneCount(
                "cam",
                "door",
                "person",
                START,
                START.plusSeconds(10),
                START.plusSeconds(1),
                START.plusSeconds(4),
                4,
                3,
                3,
                3,
                2));
  }

  @Test
  void classesAreCountedOnTheirOwn() {
    frame(1, enter("person"), enter("dog"));
    frame(10);

    assertThat(counts).extracting(ZoneCount::label).containsExactly("dog", "person");
  }

  @Test
  void whoStaysIsAVisitOfTheNextWindowToo() {
    frame(9, enter("person"));
    frame(10);
    frame(20);
    frame(21, exit("person"));
    frame(30);
    frame(40);

    assertThat(counts).extracting(ZoneCount::visits).containsExactly(1, 1, 1);
    assertThat(counts).extracting(ZoneCount::entered).containsExactly(1, 0, 0);
    assertThat(counts).extracting(ZoneCount::exited).containsExactly(0, 0, 1);
    assertThat(counts).extracting(ZoneCount::peak).containsExactly(1, 1, 1);
  }

  @Test
  void aWindowWithoutFramesIsNotEmitted() {
    frame(1, enter("person"));
    frame(55);
    frame(60);

    assertThat(counts)
        .extracting(ZoneCount::windowStart)
        .containsExactly(START, START.plusSeconds(50));
  }

  @Test
  void aFrameThatNobodyLookedAtEndsAWindowButIsNotCounted() {
    frame(1, enter("person"));
    take(counter.advance(state, sceneFrame(12), List.of()));
    frame(20);

    assertThat(counts).extracting(ZoneCount::frames).containsExactly(1);
  }

  @Test
  void aSilenceDividesAWindowIntoParts() {
    frame(1, enter("person"));
    frame(2);
    take(counter.close(state, "cam"));
    take(counter.close(state, "cam"));
    frame(8);
    frame(10);

    assertThat(counts).extracting(ZoneCount::windowStart).containsExactly(START, START);
    assertThat(counts)
        .extracting(ZoneCount::firstFrame)
        .containsExactly(START.plusSeconds(1), START.plusSeconds(8));
    assertThat(counts).extracting(ZoneCount::frames).containsExactly(2, 1);
  }

  @Test
  void eventsWithoutAZoneAreNotCounted() {
    VideoEvent crossing =
        new LineCrossed(
            EVIDENCE,
            Course.atOnce(START, START),
            new Subject(1, "person"),
            new Crossing("gate", Direction.LEFT_TO_RIGHT, 1));
    frame(1, crossing);
    frame(10);

    assertThat(counts).isEmpty();
  }

  @Test
  void theStoredFileOfVersionOneIsStillReadAndWritten() throws IOException {
    CountState stored =
        new CountState(
            1_000_000,
            1_040_000,
            2_000_000,
            25,
            List.of(new Tally("door", "person", 1, 5, 4, 3, 2)));
    try (InputStream file = getClass().getResourceAsStream("count-state-1.bin")) {
      assertThat(file).isNotNull();
      byte[] bytes = file.readAllBytes();
      assertThat(read(bytes)).isEqualTo(stored);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      CountStateCodec.write(stored, new DataOutputStream(written));
      assertThat(written.toByteArray()).isEqualTo(bytes);
      bytes[0] = 9;
      assertThatThrownBy(() -> read(bytes)).hasMessageContaining("version 9");
      bytes[0] = 1;
      bytes[29] = 0x7f;
      assertThatThrownBy(() -> read(bytes)).hasMessageContaining("damaged");
    }
  }

  private static CountState read(byte[] bytes) throws IOException {
    return CountStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private void frame(int second, VideoEvent... events) {
    take(counter.update(state, sceneFrame(second), List.of(events)));
  }

  private void take(CountStep step) {
    state = step.state();
    counts.addAll(step.counts());
  }

  private static SceneFrame sceneFrame(int second) {
    return new SceneFrame(
        "cam", "cam/0/" + second, START.plusSeconds(second), 640, 480, List.of(), List.of());
  }

  private static VideoEvent enter(String label) {
    return stay(EventKind.ZONE_ENTER, label);
  }

  private static VideoEvent exit(String label) {
    return stay(EventKind.ZONE_EXIT, label);
  }

  private static VideoEvent stay(EventKind kind, String label) {
    return new ZoneEvent(EVIDENCE, kind, Course.begun(START), new Subject(1, label), "door");
  }
}
