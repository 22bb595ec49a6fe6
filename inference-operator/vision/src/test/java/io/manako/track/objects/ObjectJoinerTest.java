package io.manako.track.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.track.objects.ObjectState.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Drawn tracks of people of 30×80 pixels in a picture of 640×480. */
class ObjectJoinerTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private final ObjectJoiner joiner = new ObjectJoiner(Duration.ofSeconds(2));
  private ObjectState state = ObjectState.EMPTY;

  @Test
  void eachTrackThatBeginsWithoutALostOneIsANewObject() {
    ObjectStep step = at(0, person(1, 300, 200), person(2, 400, 200));

    assertThat(step.objectOf(1)).isEqualTo(1);
    assertThat(step.objectOf(2)).isEqualTo(2);
    assertThat(at(1, person(1, 310, 200)).objectOf(1)).isEqualTo(1);
  }

  @Test
  void aTrackThatBeginsWhereOneWasLostContinuesItsObject() {
    at(0, person(1, 300, 200));
    at(1, person(1, 300, 200));

    assertThat(at(4, person(2, 330, 205)).objectOf(2)).isEqualTo(1);
    assertThat(state.lastId()).isEqualTo(1);
  }

  @Test
  void anObjectIsExpectedWhereItsMotionLeads() {
    for (int i = 0; i <= 20; i++) {
      at(i / 10.0, person(1, 170 + 10 * i, 200), person(2, 590 - 10 * i, 200));
    }
    // The one at 370 goes right, and the one at 390 goes left.
    ObjectStep step = at(2.5, person(3, 420, 200), person(4, 340, 200));

    assertThat(step.objects()).containsEntry(3L, 1L).containsEntry(4L, 2L);
  }

  @Test
  void aTrackThatWasLostAtTheBorderHasLeft() {
    at(0, person(1, 605, 200));

    assertThat(at(1, person(2, 560, 200)).objectOf(2)).isEqualTo(2);
  }

  @Test
  void aTrackThatBeginsAtTheBorderIsANewObject() {
    at(0, person(1, 560, 200));

    assertThat(at(1, person(2, 605, 200)).objectOf(2)).isEqualTo(2);
  }

  @Test
  void aTrackThatBeginsTooLateIsANewObject() {
    at(0, person(1, 300, 200));
    ObjectState lost = state;

    assertThat(at(15, person(2, 300, 200)).objectOf(2)).isEqualTo(1);
    state = lost;
    assertThat(at(15.001, person(2, 300, 200)).objectOf(2)).isEqualTo(2);
  }

  @Test
  void aTrackThatBeginsTooFarForItsTimeIsANewObject() {
    at(0, person(1, 300, 200));
    ObjectState lost = state;

    assertThat(at(1, person(2, 410, 200)).objectOf(2)).isEqualTo(2);
    state = lost;
    assertThat(at(2, person(2, 410, 200)).objectOf(2)).isEqualTo(1);
  }

  @Test
  void noObjectIsContinuedFromTheOtherEndOfThePicture() {
    at(0, person(1, 100, 200));

    assertThat(at(14, person(2, 510, 200)).objectOf(2)).isEqualTo(2);
  }

  @Test
  void anotherClassIsAnotherObject() {
    at(0, person(1, 300, 200));
    ObjectStep step = at(1, new Sighting(2, "dog", new Box(300, 200, 30, 80)));

    assertThat(step.objectOf(2)).isEqualTo(2);
  }

  @Test
  void anotherSizeIsAnotherObject() {
    at(0, person(1, 300, 200));
    ObjectStep step = at(1, new Sighting(2, "person", new Box(300, 170, 60, 140)));

    assertThat(step.objectOf(2)).isEqualTo(2);
  }

  @Test
  void aVisibleTrackIsNotContinued() {
    at(0, person(1, 300, 200));

    assertThat(at(1, person(1, 300, 200), person(2, 310, 200)).objectOf(2)).isEqualTo(2);
  }

  @Test
  void anObjectIsContinuedOnceByTheNearest() {
    at(0, person(1, 300, 200));
    ObjectStep step = at(1, person(2, 330, 200), person(3, 310, 200));

    assertThat(step.objects()).containsEntry(3L, 1L).containsEntry(2L, 2L);
  }

  @Test
  void aTrackWhoseObjectAnotherContinuesComesBackAsANewObject() {
    at(0, person(1, 300, 200));
    at(1, person(2, 300, 200));

    assertThat(at(1.5, person(1, 320, 200), person(2, 300, 200)).objects())
        .containsEntry(2L, 1L)
        .containsEntry(1L, 2L);
  }

  @Test
  void aTrackStaysItsObjectForAsLongAsTheTrackerKeepsIt() {
    ObjectJoiner patient = new ObjectJoiner(Duration.ofSeconds(60));
    state = patient.update(state, sightings(0, person(1, 300, 200))).state();
    ObjectStep other = patient.update(state, sightings(40, person(2, 300, 200)));
    ObjectStep same = patient.update(state, sightings(40, person(1, 300, 200)));

    assertThat(other.objectOf(2)).isEqualTo(2);
    assertThat(same.objectOf(1)).isEqualTo(1);
  }

  @Test
  void numbersGoOnAfterTheTracksHaveEnded() {
    at(0, person(1, 300, 200), person(2, 400, 200));
    state = state.withoutTracks();

    assertThat(at(1, person(1, 300, 200)).objectOf(1)).isEqualTo(3);
  }

  @Test
  void whatIsKnownIsBounded() {
    for (int i = 0; i < 100; i++) {
      long first = 10L * i;
      at(i / 10.0, crowd(first));
    }
    assertThat(state.known()).hasSize(ObjectJoiner.MOST_KNOWN);
    assertThat(state.known()).extracting(Known::trackId).contains(999L).doesNotContain(700L);
    at(60, person(5000, 300, 200));
    assertThat(state.known()).hasSize(1);
  }

  /** Ten tracks of classes that nobody else has, so that nobody continues them. */
  private static Sighting[] crowd(long first) {
    return LongStream.range(first, first + 10)
        .mapToObj(id -> new Sighting(id, "class " + id, new Box(300, 200, 30, 80)))
        .toArray(Sighting[]::new);
  }

  private ObjectStep at(double seconds, Sighting... seen) {
    ObjectStep step = joiner.update(state, sightings(seconds, seen));
    state = step.state();
    return step;
  }

  private static Sightings sightings(double seconds, Sighting... seen) {
    Instant time = START.plusMillis(Math.round(1000 * seconds));
    return new Sightings(time, 640, 480, List.of(seen));
  }

  private static Sighting person(long track, double x, double y) {
    return new Sighting(track, "person", new Box((float) x, (float) y, 30, 80));
  }
}
