package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.track.AxisEstimate;
import io.manako.track.BoxMotion;
import io.manako.track.Track;
import io.manako.track.objects.ObjectState;
import io.manako.track.objects.ObjectStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** People who are cut off at an edge of a picture of 400 × 300, where zones and lines end. */
class FrameEdgeTest {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private final List<VideoEvent> events = new ArrayList<>();
  private final ZoneCounter counter = new ZoneCounter(Duration.ofSeconds(1));
  private final List<ZoneCount> counts = new ArrayList<>();
  private SceneState state = SceneState.EMPTY;
  private CountState counted = CountState.EMPTY;
  private int frames;

  /** The half of the picture at each edge, drawn to the edge and by a careless hand. */
  private static Map<Edge, Zone> halves(double rim) {
    double end = 1 - rim;
    return Map.of(
        Edge.TOP, zone(rim, rim, end, 0.5),
        Edge.BOTTOM, zone(rim, 0.5, end, end),
        Edge.LEFT, zone(rim, rim, 0.5, end),
        Edge.RIGHT, zone(0.5, rim, end, end));
  }

  private static Zone zone(double left, double top, double right, double bottom) {
    return new Zone(
        "half",
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }

  private static Box cutOff(Edge edge) {
    return switch (edge) {
      case TOP -> new Box(180, 0, 40, 60);
      case BOTTOM -> new Box(180, 240, 40, 60);
      case LEFT -> new Box(0, 120, 30, 60);
      case RIGHT -> new Box(370, 120, 30, 60);
    };
  }

  /** A box that ends at the edge, and one of which so little is left that its middle lies there. */
  static Stream<Arguments> cutOffBoxes() {
    return Stream.of(Edge.values())
        .flatMap(edge -> Stream.of(Anchor.values()).map(anchor -> Arguments.of(edge, anchor)));
  }

  @ParameterizedTest
  @MethodSource("cutOffBoxes")
  void whoIsCutOffAtAnEdgeIsInTheZoneThatEndsThere(Edge edge, Anchor anchor) {
    for (double rim : new double[] {0, 0.001, 0.009}) {
      forgetAll();
      Scene scene = new Scene(List.of(halves(rim).get(edge)), List.of());
      see(scene, anchor, cutOff(edge));
      see(scene, anchor, cutOff(edge));

      assertThat(kinds()).containsExactly("zone.enter", "zone.occupancy");
      counts.addAll(counter.close(counted, "cam").counts());
      assertThat(counts).extracting(ZoneCount::visits).containsExactly(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Edge.class)
  void anAnchorOnTheEdgeOrBeyondIsInTheZoneThatEndsThere(Edge edge) {
    Scene scene = new Scene(List.of(halves(0).get(edge)), List.of());
    for (int beyond : new int[] {0, 5}) {
      forgetAll();
      see(scene, Anchor.CENTRE, around(edge, beyond));

      assertThat(kinds()).containsExactly("zone.enter", "zone.occupancy");
    }
  }

  /** A box whose centre lies on the edge or so many pixels beyond. */
  private static Box around(Edge edge, int beyond) {
    return switch (edge) {
      case TOP -> new Box(180, -30 - beyond, 40, 60);
      case BOTTOM -> new Box(180, HEIGHT - 30 + beyond, 40, 60);
      case LEFT -> new Box(-20 - beyond, 120, 40, 60);
      case RIGHT -> new Box(WIDTH - 20 + beyond, 120, 40, 60);
    };
  }

  @ParameterizedTest
  @EnumSource(Edge.class)
  void whoIsOnTheOtherHalfIsNotInTheZone(Edge edge) {
    Edge opposite = Edge.values()[(edge.ordinal() + 2) % 4];
    see(new Scene(List.of(halves(0).get(edge)), List.of()), Anchor.CENTRE, cutOff(opposite));

    assertThat(events).isEmpty();
  }

  @Test
  void neighboursThatShareAnEdgeWithinThePictureStillShareNobody() {
    Zone upper = new Zone("upper", zone(0, 0, 1, 0.5).polygon());
    Zone lower = new Zone("lower", zone(0, 0.5, 1, 1).polygon());
    see(
        new Scene(List.of(upper, lower), List.of()),
        Anchor.BOTTOM_CENTRE,
        new Box(180, 90, 40, 60));

    assertThat(events).filteredOn(e -> e.kind() == EventKind.ZONE_ENTER).hasSize(1);
  }

  @Test
  void whoLeavesAZoneNearTheEdgeLeavesItThoughThePictureEndsWithinTheHysteresis() {
    Scene scene = new Scene(List.of(zone(0, 0.3, 1, 0.97)), List.of());
    see(scene, Anchor.BOTTOM_CENTRE, new Box(180, 20, 80, 250));
    see(scene, Anchor.BOTTOM_CENTRE, new Box(180, 50, 80, 250));

    assertThat(kinds())
        .containsExactly("zone.enter", "zone.occupancy", "zone.exit", "zone.occupancy");
  }

  /** A line across the picture so close to each edge that a tall box's hysteresis is beyond it. */
  private static Line near(Edge edge) {
    Point topLeft = new Point(0.03, 0.03);
    Point bottomRight = new Point(0.97, 0.97);
    return switch (edge) {
      case TOP -> new Line("gate", new Point(0, topLeft.y()), new Point(1, topLeft.y()));
      case BOTTOM -> new Line("gate", new Point(0, bottomRight.y()), new Point(1, bottomRight.y()));
      case LEFT -> new Line("gate", new Point(topLeft.x(), 0), new Point(topLeft.x(), 1));
      case RIGHT -> new Line("gate", new Point(bottomRight.x(), 0), new Point(bottomRight.x(), 1));
    };
  }

  @ParameterizedTest
  @EnumSource(Edge.class)
  void aLineNearAnEdgeIsCrossedThoughThePictureEndsWithinTheHysteresis(Edge edge) {
    Scene scene = new Scene(List.of(), List.of(near(edge)));
    see(scene, Anchor.CENTRE, new Box(100, 25, 200, 250));
    see(scene, Anchor.CENTRE, around(edge, 0, 250));
    see(scene, Anchor.CENTRE, around(edge, 0, 250));

    assertThat(kinds()).containsExactly("line.cross");
  }

  private static Box around(Edge edge, int beyond, int height) {
    Box small = around(edge, beyond);
    return new Box(small.x(), small.y() - (height - 60) / 2f, small.width(), height);
  }

  /** A line along each edge, drawn on it and by a careless hand. */
  private static Line along(Edge edge, double rim) {
    double end = 1 - rim;
    return switch (edge) {
      case TOP -> new Line("gate", new Point(0, rim), new Point(1, rim / 2));
      case BOTTOM -> new Line("gate", new Point(0, end), new Point(1, 1 - rim / 2));
      case LEFT -> new Line("gate", new Point(rim, 0), new Point(rim / 2, 1));
      case RIGHT -> new Line("gate", new Point(end, 0), new Point(1 - rim / 2, 1));
    };
  }

  @ParameterizedTest
  @MethodSource("cutOffBoxes")
  void aLineAlongAnEdgeIsCrossedByWhoIsCutOffThere(Edge edge, Anchor anchor) {
    for (double rim : new double[] {0, 0.008}) {
      forgetAll();
      Scene scene = new Scene(List.of(), List.of(along(edge, rim)));
      Box middle = new Box(180, 120, 40, 60);
      for (Box box : List.of(middle, middle, cutOff(edge), cutOff(edge), middle, middle)) {
        see(scene, anchor, box);
      }

      assertThat(kinds()).containsExactly("line.cross", "line.cross");
      assertThat(events).extracting(VideoEvent::direction).doesNotHaveDuplicates();
    }
  }

  @Test
  void whoTremblesAtAnEdgeCrossesTheLineThereOnce() {
    Scene scene = new Scene(List.of(), List.of(along(Edge.BOTTOM, 0)));
    see(scene, Anchor.BOTTOM_CENTRE, new Box(180, 20, 80, 200));
    for (int f = 0; f < 20; f++) {
      see(scene, Anchor.BOTTOM_CENTRE, new Box(180, f % 4 < 2 ? 100 : 95, 80, 200));
    }

    assertThat(kinds()).containsExactly("line.cross");
  }

  @Test
  void aLineThatEndsOnTheRimReachesTheEdge() {
    Line gate = new Line("gate", new Point(0.5, 0.5), new Point(0.5, 0.992));
    Scene scene = new Scene(List.of(), List.of(gate));
    for (int x : new int[] {50, 50, 310, 310}) {
      see(scene, Anchor.BOTTOM_CENTRE, new Box(x, 240, 40, 60));
    }

    assertThat(kinds()).containsExactly("line.cross");
  }

  private void forgetAll() {
    events.clear();
    counts.clear();
    state = SceneState.EMPTY;
    counted = CountState.EMPTY;
  }

  private List<String> kinds() {
    return events.stream().map(e -> e.kind().wireName()).toList();
  }

  private void see(Scene scene, Anchor anchor, Box box) {
    SceneOptions usual = SceneOptions.DEFAULT;
    SceneOptions options =
        new SceneOptions(
            anchor, usual.hysteresis(), usual.crossAfter(), usual.dwellAfter(), usual.dwellEvery());
    AxisEstimate still = new AxisEstimate(0, 0, 1, 0, 1);
    Track track =
        new Track(1, 0, 1, "person", 0.9f, box, new BoxMotion(still, still, still, still));
    Instant time = START.plusMillis(40L * frames);
    SceneFrame frame =
        new SceneFrame("cam", "cam/0/" + frames++, time, WIDTH, HEIGHT, List.of(track), List.of());
    SceneStep step = new SceneWatcher(options).update(state, scene, frame);
    CountStep tallied =
        counter.update(counted, frame, step.events(), ObjectStep.unchanged(ObjectState.EMPTY));
    counted = tallied.state();
    counts.addAll(tallied.counts());
    events.addAll(step.events());
    state = step.state();
  }
}
