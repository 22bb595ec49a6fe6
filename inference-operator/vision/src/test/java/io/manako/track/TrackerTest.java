package io.manako.track;

import static io.manako.track.Scenario.person;
import static io.manako.track.Scenario.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class TrackerTest {
  private final Tracker tracker = new Tracker(TrackerOptions.DEFAULT);

  @Test
  void aBoxSeenTwiceGetsTheFirstId() {
    List<List<Long>> ids = ids(0, 3, frame -> List.of(person(100 + 2 * frame, 50)));

    assertThat(ids).containsExactly(List.of(), List.of(1L), List.of(1L));
  }

  @Test
  void aBoxSeenOnceUsesUpNoId() {
    List<List<Long>> ids = ids(0, 5, f -> List.of(person(f == 0 ? 100 : 400, 50)));

    assertThat(ids.get(4)).containsExactly(1L);
  }

  @Test
  void twoWhoWalkThroughEachOtherKeepTheirIds() {
    IntFunction<List<Detection>> crossing =
        f -> List.of(person(100 + 4 * f, 100), person(500 - 4 * f, 104));
    TrackerState state = run(TrackerState.EMPTY, 0, 100, crossing);

    assertThat(state.lastId()).isEqualTo(2);
    assertThat(state.tracks().get(0).motion().box().x()).isBetween(485f, 505f);
    assertThat(state.tracks().get(1).motion().box().x()).isBetween(95f, 115f);
  }

  @Test
  void anOcclusionShorterThanTheLifeOfATrackKeepsItsId() {
    List<List<Long>> ids =
        ids(0, 60, f -> f >= 20 && f < 40 ? List.of() : List.of(person(100 + 3 * f, 50)));

    assertThat(ids.get(30)).isEmpty();
    assertThat(ids.get(59)).containsExactly(1L);
  }

  @Test
  void whoIsAwayForLongerComesBackAsSomeoneElse() {
    IntFunction<List<Detection>> away =
        f -> f >= 20 && f < 90 ? List.of() : List.of(person(100, 50));
    TrackerState state = run(TrackerState.EMPTY, 0, 71, away);

    assertThat(state.tracks()).isEmpty();
    assertThat(run(state, 71, 100, away).lastId()).isEqualTo(2);
  }

  @Test
  void theEndOfATrackIsReportedOnce() {
    TrackerState state = run(TrackerState.EMPTY, 0, 5, f -> List.of(person(100, 50)));

    TrackerStep over = tracker.update(state, time(60), List.of());
    assertThat(over.ended()).containsExactly(1L);
    assertThat(tracker.update(over.state(), time(61), List.of()).ended()).isEmpty();
  }

  @Test
  void lostFramesAreTimeThatPassed() {
    IntFunction<List<Detection>> walk = f -> List.of(person(100 + 3 * f, 50));
    TrackerState state = run(TrackerState.EMPTY, 0, 20, walk);
    TrackerStep sampled = tracker.update(state, time(35), walk.apply(35));

    assertThat(sampled.tracks()).extracting(Track::id).containsExactly(1L);
  }

  @Test
  void emptyFramesInAGapChangeNothing() {
    IntFunction<List<Detection>> walk = f -> List.of(person(100 + 3 * f, 50));
    TrackerState state = run(TrackerState.EMPTY, 0, 20, walk);
    TrackerState watched = run(state, 20, 30, f -> List.of());
    TrackerState once = run(state, 29, 30, f -> List.of());

    assertThat(watched).isEqualTo(once);
  }

  @Test
  void aDoubtfulBoxContinuesATrackButBeginsNone() {
    List<List<Long>> ids =
        ids(0, 30, f -> List.of(person(100 + f, 50, f < 5 ? 0.9 : 0.2), person(400, 50, 0.4)));

    assertThat(ids.get(29)).containsExactly(1L);
  }

  @Test
  void aDoubtfulBoxFindsATrackThatWasLost() {
    List<List<Long>> ids =
        ids(
            0,
            30,
            f -> f >= 10 && f < 20 ? List.of() : List.of(person(100, 50, f < 10 ? 0.9 : 0.2)));

    assertThat(ids.get(15)).isEmpty();
    assertThat(ids.get(29)).containsExactly(1L);
  }

  @Test
  void aBoxAroundTwoPeopleTakesNoIdAndBeginsNoTrack() {
    Detection both = new Detection(1, "person", 0.99f, new Box(96, 46, 72, 88));
    TrackerState state =
        run(TrackerState.EMPTY, 0, 5, f -> List.of(person(100, 50), person(134, 50)));
    TrackerState grouped = run(state, 5, 10, f -> List.of(both));
    TrackerStep apart =
        tracker.update(grouped, time(10), List.of(person(100, 50), person(134, 50)));

    assertThat(grouped.tracks())
        .hasSize(2)
        .extracting(TrackState::lastSeen)
        .containsOnly(state.time());
    assertThat(apart.tracks()).extracting(Track::id).containsExactly(1L, 2L);
    assertThat(apart.state().lastId()).isEqualTo(2);
  }

  @Test
  void aLargeBoxOverOnePersonIsTheSamePersonCloser() {
    Detection close = new Detection(1, "person", 0.99f, new Box(92, 40, 46, 112));
    TrackerState state =
        run(TrackerState.EMPTY, 0, 5, f -> List.of(person(100, 50), person(300, 50)));

    assertThat(tracker.update(state, time(5), List.of(close)).tracks())
        .extracting(Track::id)
        .containsExactly(1L);
  }

  @Test
  void aBusInFrontOfPeopleIsNoGroupOfThem() {
    Detection bus = new Detection(6, "bus", 0.99f, new Box(96, 46, 72, 88));
    TrackerState state =
        run(TrackerState.EMPTY, 0, 5, f -> List.of(person(100, 50), person(134, 50)));

    assertThat(run(state, 5, 7, f -> List.of(bus)).lastId()).isEqualTo(3);
  }

  @Test
  void aVisibleTrackWinsABoxOverALostOneThatIsAsNear() {
    TrackerState state =
        run(
            TrackerState.EMPTY,
            0,
            8,
            f -> f < 5 ? List.of(person(100, 50), person(120, 50)) : List.of(person(120, 50)));

    assertThat(tracker.update(state, time(8), List.of(person(110, 50))).tracks())
        .extracting(Track::id)
        .containsExactly(2L);
  }

  @Test
  void aSmoothedBoxLiesBetweenTheDetectedAndTheFilteredOne() {
    TrackerState state = run(TrackerState.EMPTY, 0, 20, f -> List.of(person(100, 50)));
    Track jumped = tracker.update(state, time(20), List.of(person(110, 50))).tracks().get(0);

    assertThat(jumped.box().x()).isEqualTo(110);
    assertThat(jumped.smoothed().x()).isStrictlyBetween(jumped.motion().box().x(), 110f);
    assertThat(jumped.smoothed().height()).isCloseTo(80, within(0.01f));
  }

  @Test
  void aTrackKeepsToItsClass() {
    Detection car = new Detection(3, "car", 0.9f, new Box(100, 50, 30, 80));
    TrackerState state = run(TrackerState.EMPTY, 0, 5, f -> List.of(person(100, 50)));
    TrackerStep step = tracker.update(state, time(5), List.of(car));

    assertThat(step.tracks()).isEmpty();
    assertThat(tracker.update(step.state(), time(6), List.of(car)).tracks())
        .extracting(Track::id, Track::label)
        .containsExactly(tuple(2L, "car"));
  }

  @Test
  void aFrameFromThePastIsRefusedWithBothTimes() {
    TrackerState state = run(TrackerState.EMPTY, 0, 5, f -> List.of());

    assertThatThrownBy(() -> tracker.update(state, time(3), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10:00:00.120Z")
        .hasMessageContaining("10:00:00.160Z");
  }

  @Test
  void theOrderOfTheBoxesDoesNotMatterOnceTheyHaveIds() {
    TrackerState state = run(TrackerState.EMPTY, 0, 10, Scenario::crowd);
    List<Detection> reversed = new ArrayList<>(Scenario.crowd(10));
    Collections.reverse(reversed);

    assertThat(boxes(tracker.update(state, time(10), reversed)))
        .isEqualTo(boxes(tracker.update(state, time(10), Scenario.crowd(10))));
  }

  @Test
  void aRestoredStateGoesOnBitForBit() throws IOException {
    TrackerState half = run(TrackerState.EMPTY, 0, 70, Scenario::crowd);

    assertThat(run(copy(half), 70, 140, Scenario::crowd))
        .isEqualTo(run(half, 70, 140, Scenario::crowd));
  }

  @Test
  void aCrowdThatCrossesKeepsNearlyAllIds() {
    TrackerState state = run(TrackerState.EMPTY, 0, 130, Scenario::crowd);

    assertThat(state.lastId()).isBetween(20L, 24L);
  }

  private static List<Object> boxes(TrackerStep step) {
    return step.tracks().stream().<Object>map(t -> List.of(t.id(), t.box())).toList();
  }

  private static TrackerState copy(TrackerState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrackerStateCodec.write(state, new DataOutputStream(bytes));
    return TrackerStateCodec.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private TrackerState run(
      TrackerState state, int from, int to, IntFunction<List<Detection>> frames) {
    TrackerState now = state;
    for (int f = from; f < to; f++) {
      now = tracker.update(now, time(f), frames.apply(f)).state();
    }
    return now;
  }

  private List<List<Long>> ids(int from, int to, IntFunction<List<Detection>> frames) {
    List<List<Long>> ids = new ArrayList<>();
    TrackerState state = TrackerState.EMPTY;
    for (int f = from; f < to; f++) {
      TrackerStep step = tracker.update(state, time(f), frames.apply(f));
      ids.add(step.tracks().stream().map(Track::id).toList());
      state = step.state();
    }
    return ids;
  }
}
