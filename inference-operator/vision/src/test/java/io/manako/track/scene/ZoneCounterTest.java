package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import io.manako.track.objects.ObjectState;
import io.manako.track.objects.ObjectState.Known;
import io.manako.track.objects.ObjectState.Pace;
import io.manako.track.objects.ObjectStep;
import io.manako.track.objects.Sighting;
import io.manako.track.scene.CountState.Tally;
import io.manako.track.scene.LineCrossed.Crossing;
import io.manako.track.scene.VideoEvent.Subject;
import io.manako.track.scene.Visitors.Visitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Windows of ten seconds, a frame every second. */
class ZoneCounterTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Evidence EVIDENCE = new Evidence("id", "cam", "cam/0/1");

  private final ZoneCounter counter = new ZoneCounter(Duration.ofSeconds(10));
  private final List<ZoneCount> counts = new ArrayList<>();
  private final Map<Long, Long> objects = new HashMap<>();
  private Set<Long> remembered = Set.of(1L, 2L);
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
                2,
                1));
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
  void twoTracksOfOneObjectAreOneObject() {
    frame(1, enter(1, 1));
    frame(2, exit(1));
    frame(3, enter(2, 1));
    frame(10);

    assertThat(counts).extracting(ZoneCount::visits).containsExactly(2);
    assertThat(counts).extracting(ZoneCount::objects).containsExactly(1);
  }

  @Test
  void theTrackThatContinuesAnObjectMayComeBeforeTheOldOneIsGivenUp() {
    frame(1, enter(1, 1), enter(3, 2));
    frame(9, enter(2, 1));
    frame(11, exit(1));
    frame(20);
    frame(30);

    assertThat(counts).extracting(ZoneCount::objects).containsExactly(2, 2, 2);
    assertThat(counts).extracting(ZoneCount::visits).containsExactly(3, 3, 2);
  }

  @Test
  void whoComesBackInTheNextWindowIsCountedThere() {
    frame(1, enter(1, 1));
    frame(2, exit(1));
    frame(12, enter(1, 1));
    frame(20);

    assertThat(counts).extracting(ZoneCount::objects).containsExactly(1, 1);
  }

  @Test
  void objectsThatCannotComeBackAreCountedButNotKept() {
    frame(1, enter(1, 1));
    frame(2, exit(1));
    remembered = Set.of();
    frame(3);
    assertThat(state.tallies().get(0).visitors().known()).isEmpty();
    frame(4, enter(2, 2));
    frame(10);

    assertThat(counts).extracting(ZoneCount::objects).containsExactly(2);
  }

  @Test
  void theStoredFileIsReadAndWritten() throws IOException {
    CountState stored = stored(new Visitors(4, VISITORS));
    byte[] bytes = file("count-state-2.bin");
    assertThat(read(bytes)).isEqualTo(stored);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    CountStateCodec.write(stored, new DataOutputStream(written));
    assertThat(written.toByteArray()).isEqualTo(bytes);
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("version 9");
    bytes[0] = 2;
    bytes[29] = 0x7f;
    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("damaged");
  }

  @Test
  void inTheStoredFileOfVersionOneEachVisitIsAnObject() throws IOException {
    state = read(file("count-state-1.bin"));

    assertThat(state).isEqualTo(stored(new Visitors(5, List.of())));
    assertThat(counter.close(state, "cam").state().tallies().get(0).visitors())
        .isEqualTo(new Visitors(1, List.of()));
  }

  private static final List<Visitor> VISITORS =
      List.of(new Visitor(7, 3, true), new Visitor(6, 2, false));

  private static CountState stored(Visitors visitors) {
    return new CountState(
        1_000_000,
        1_040_000,
        2_000_000,
        25,
        List.of(new Tally("door", "person", 1, 5, 4, 3, 2, visitors)));
  }

  private byte[] file(String name) throws IOException {
    try (InputStream file = getClass().getResourceAsStream(name)) {
      assertThat(file).isNotNull();
      return file.readAllBytes();
    }
  }

  private static CountState read(byte[] bytes) throws IOException {
    return CountStateCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private void frame(int second, VideoEvent... events) {
    List<Known> known = remembered.stream().sorted().map(ZoneCounterTest::known).toList();
    ObjectStep step = new ObjectStep(new ObjectState(9, known), objects);
    take(counter.update(state, sceneFrame(second), List.of(events), step));
    objects.clear();
  }

  private void take(CountStep step) {
    state = step.state();
    counts.addAll(step.counts());
  }

  private static SceneFrame sceneFrame(int second) {
    return new SceneFrame(
        "cam", "cam/0/" + second, START.plusSeconds(second), 640, 480, List.of(), List.of());
  }

  private static Known known(long object) {
    Sighting sighting = new Sighting(1, "person", new Box(1, 2, 3, 4));
    return new Known(object, sighting, 0, false, new Pace(0, 0));
  }

  /** A track enters, which shows an object. */
  private VideoEvent enter(long track, long object) {
    objects.put(track, object);
    return stay(EventKind.ZONE_ENTER, new Subject(track, "person"));
  }

  private static VideoEvent exit(long track) {
    return stay(EventKind.ZONE_EXIT, new Subject(track, "person"));
  }

  private VideoEvent enter(String label) {
    objects.put(1L, 1L);
    return stay(EventKind.ZONE_ENTER, new Subject(1, label));
  }

  private static VideoEvent exit(String label) {
    return stay(EventKind.ZONE_EXIT, new Subject(1, label));
  }

  private static VideoEvent stay(EventKind kind, Subject object) {
    return new ZoneEvent(EVIDENCE, kind, Course.begun(START), object, "door");
  }
}
