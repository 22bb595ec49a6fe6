package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.track.AxisEstimate;
import io.manako.track.BoxMotion;
import io.manako.track.Track;
import io.manako.track.scene.VideoEvent.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneWatcherTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  /** The right half of the picture. */
  private static final Zone RIGHT =
      new Zone(
          "right", List.of(new Point(0.5, 0), new Point(1, 0), new Point(1, 1), new Point(0.5, 1)));

  /** Down the middle of the picture, its lower half only: left of it is the right half. */
  private static final Line GATE = new Line("gate", new Point(0.5, 0.5), new Point(0.5, 1));

  private static final Scene ZONE = new Scene(List.of(RIGHT), List.of());
  private static final Scene LINE = new Scene(List.of(), List.of(GATE));

  private final SceneWatcher watcher = new SceneWatcher(SceneOptions.DEFAULT);
  private final List<VideoEvent> events = new ArrayList<>();
  private SceneState state = SceneState.EMPTY;

  @Test
  void whoWalksThroughAZoneEntersAndLeavesIt() {
    walk(ZONE, 0, 400, 600);
    walk(ZONE, 21, 600, 400);

    assertThat(kinds())
        .containsExactly("zone.enter", "zone.occupancy", "zone.exit", "zone.occupancy");
    VideoEvent exit = events.get(2);
    assertThat(exit.phase()).isEqualTo(Phase.END);
    assertThat(exit.startTime()).isEqualTo(events.get(0).startTime());
    assertThat(exit.endTime()).isAfter(exit.startTime());
    assertThat(events.get(3).count()).isZero();
  }

  @Test
  void whoTremblesOnTheEdgeEntersOnce() {
    for (int f = 0; f < 50; f++) {
      see(ZONE, f, f % 2 == 0 ? 498 : 502, 900);
    }

    assertThat(kinds()).containsExactly("zone.enter", "zone.occupancy");
  }

  @Test
  void dwellingIsReportedRepeatedlyAndAtTheEnd() {
    for (int f = 0; f <= 25 * 25; f++) {
      see(ZONE, f, 700, 900);
    }
    see(ZONE, 626, 100, 900);

    List<VideoEvent> dwells =
        events.stream().filter(e -> e.kind() == EventKind.ZONE_DWELL).toList();
    assertThat(dwells)
        .extracting(VideoEvent::phase)
        .containsExactly(Phase.START, Phase.UPDATE, Phase.END);
    assertThat(dwells.get(0).evidenceFrameId()).isEqualTo("cam/0/250");
    assertThat(dwells.get(1).evidenceFrameId()).isEqualTo("cam/0/500");
  }

  @Test
  void aLostTrackLeavesWhenItWasLastSeen() {
    see(ZONE, 0, 700, 900);
    see(ZONE, 5, 700, 900);
    take(ZONE, new SceneFrame("cam", "cam/0/40", at(40), 1000, 1000, List.of(), List.of(1L)));

    VideoEvent exit = events.get(2);
    assertThat(exit.kind()).isEqualTo(EventKind.ZONE_EXIT);
    assertThat(exit.endTime()).isEqualTo(at(5));
    assertThat(state.stays()).isEmpty();
  }

  @Test
  void aCrossingHasADirectionAndATotal() {
    walk(LINE, 0, 400, 600);
    walk(LINE, 21, 600, 400);
    walk(LINE, 42, 400, 600);

    assertThat(events)
        .extracting(VideoEvent::direction)
        .containsExactly(Direction.RIGHT_TO_LEFT, Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT);
    assertThat(events).extracting(VideoEvent::count).containsExactly(1L, 1L, 2L);
    assertThat(state.totals()).containsExactly(new SceneState.Total("gate", 1, 2));
  }

  @Test
  void tremblingOnTheLineCountsOnce() {
    walk(LINE, 0, 400, 490);
    for (int f = 21; f < 80; f++) {
      see(LINE, f, f % 2 == 0 ? 497 : 503, 900);
    }
    walk(LINE, 80, 510, 600);

    assertThat(kinds()).containsExactly("line.cross");
  }

  @Test
  void whoTurnsBackOnTheLineIsNotCounted() {
    walk(LINE, 0, 400, 502);
    walk(LINE, 21, 502, 400);

    assertThat(events).isEmpty();
  }

  @Test
  void whoWalksAroundTheEndOfTheLineIsNotCounted() {
    see(LINE, 0, 400, 300);
    see(LINE, 1, 600, 300);
    see(LINE, 2, 600, 900);

    assertThat(events).isEmpty();
  }

  @Test
  void aJumpAcrossTheLineAfterAGapIsCounted() {
    see(LINE, 0, 300, 800);
    see(LINE, 20, 700, 900);
    see(LINE, 21, 700, 900);

    assertThat(kinds()).containsExactly("line.cross");
    assertThat(events.get(0).startTime()).isEqualTo(at(20));
  }

  @Test
  void aFlickerOfOneFrameOverTheLineIsNoCrossing() {
    for (int f = 0; f < 30; f++) {
      see(LINE, f, f % 10 == 5 ? 700 : 400, 900);
    }

    assertThat(events).isEmpty();
    assertThat(state.passages()).isEmpty();
  }

  @Test
  void whoGoesAndComesBackIsCountedOnceEachWayWithTheTimesOfTheCrossings() {
    int[] way = {400, 400, 600, 600, 600, 400, 400, 400};
    for (int f = 0; f < way.length; f++) {
      see(LINE, f, way[f], 900);
    }

    assertThat(events)
        .extracting(VideoEvent::direction)
        .containsExactly(Direction.RIGHT_TO_LEFT, Direction.LEFT_TO_RIGHT);
    assertThat(events).extracting(VideoEvent::startTime).containsExactly(at(2), at(5));
    assertThat(events)
        .extracting(VideoEvent::evidenceFrameId)
        .containsExactly("cam/0/3", "cam/0/6");
  }

  @Test
  void whoTremblesOnTheLineBetweenTwoSightsBeyondHasCrossed() {
    int[] way = {400, 600, 502, 498, 600};
    for (int f = 0; f < way.length; f++) {
      see(LINE, f, way[f], 900);
    }

    assertThat(kinds()).containsExactly("line.cross");
    assertThat(events.get(0).startTime()).isEqualTo(at(1));
  }

  @Test
  void aTrackThatEndsBeyondTheLineHasCrossedItWhenItWasSeenThere() {
    see(LINE, 0, 400, 900);
    see(LINE, 1, 600, 900);
    assertThat(events).isEmpty();
    take(LINE, new SceneFrame("cam", "cam/0/40", at(40), 1000, 1000, List.of(), List.of(1L)));

    assertThat(kinds()).containsExactly("line.cross");
    assertThat(events.get(0).startTime()).isEqualTo(at(1));
    assertThat(state.totals()).containsExactly(new SceneState.Total("gate", 0, 1));
    assertThat(state.passages()).isEmpty();
  }

  @Test
  void whatWasSeenBeyondTheLineLastCountsWhenTheEpochOrTheInputEnds() {
    see(LINE, 0, 400, 900);
    see(LINE, 1, 600, 900);
    SceneFrame next = new SceneFrame("cam", "cam/1/0", at(30), 1000, 1000, List.of(), List.of());

    for (SceneStep step : List.of(watcher.close(state, next), watcher.settle(state, next))) {
      assertThat(step.events()).extracting(VideoEvent::startTime).containsExactly(at(1));
      assertThat(step.state().passages()).isEmpty();
      assertThat(step.state().totals()).containsExactly(new SceneState.Total("gate", 0, 1));
    }
  }

  @Test
  void aLineThatIsTakenAwayCountsNobodyAnyMore() {
    see(LINE, 0, 400, 900);
    see(LINE, 1, 600, 900);
    see(Scene.EMPTY, 2, 600, 900);

    assertThat(events).isEmpty();
    assertThat(state.passages()).isEmpty();
  }

  @Test
  void aLineThatMovesOverAStandingTrackCountsNobody() {
    Line moved = new Line("gate", new Point(0.2, 0), new Point(0.2, 1));
    see(LINE, 0, 400, 800);
    see(new Scene(List.of(), List.of(moved)), 1, 400, 800);

    assertThat(events).isEmpty();
  }

  @Test
  void aZoneThatIsTakenAwayIsLeft() {
    see(ZONE, 0, 700, 900);
    see(Scene.EMPTY, 1, 700, 900);

    assertThat(kinds())
        .containsExactly("zone.enter", "zone.occupancy", "zone.exit", "zone.occupancy");
  }

  @Test
  void aNewEpochEndsTheStaysAndKeepsTheTotals() {
    Scene both = new Scene(List.of(RIGHT), List.of(GATE));
    walk(both, 0, 400, 600);
    events.clear();
    SceneFrame first = new SceneFrame("cam", "cam/1/0", at(30), 1000, 1000, List.of(), List.of());
    SceneStep closed = watcher.close(state, first);

    assertThat(closed.events())
        .extracting(VideoEvent::kind)
        .containsExactly(EventKind.ZONE_EXIT, EventKind.ZONE_OCCUPANCY);
    assertThat(closed.state().totals()).isEqualTo(state.totals());
    assertThat(closed.state().sides()).isEmpty();
  }

  @Test
  void noTwoEventsShareAnId() {
    Scene both = new Scene(List.of(RIGHT), List.of(GATE));
    walk(both, 0, 400, 600);
    walk(both, 21, 600, 400);

    assertThat(events).extracting(VideoEvent::eventId).doesNotHaveDuplicates();
    assertThat(events.get(0).eventId()).isEqualTo("cam/0/10/zone.enter/right/1");
  }

  private List<String> kinds() {
    return events.stream().map(e -> e.kind().wireName()).toList();
  }

  /** Twenty-one frames from one place to another, feet at 90 % of the height. */
  private void walk(Scene scene, int frame, double from, double to) {
    for (int i = 0; i <= 20; i++) {
      see(scene, frame + i, from + (to - from) * i / 20, 900);
    }
  }

  private void see(Scene scene, int frame, double x, double y) {
    AxisEstimate still = new AxisEstimate(0, 0, 1, 0, 1);
    Box box = new Box((float) x - 20, (float) y - 100, 40, 100);
    Track track =
        new Track(1, 0, 1, "person", 0.9f, box, new BoxMotion(still, still, still, still));
    String id = "cam/0/" + frame;
    take(scene, new SceneFrame("cam", id, at(frame), 1000, 1000, List.of(track), List.of()));
  }

  private void take(Scene scene, SceneFrame frame) {
    SceneStep step = watcher.update(state, scene, frame);
    events.addAll(step.events());
    state = step.state();
  }

  private static Instant at(int frame) {
    return START.plusMillis(40L * frame);
  }
}
