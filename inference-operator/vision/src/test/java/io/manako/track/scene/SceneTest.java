package io.manako.track.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneTest {

  @Test
  void aZoneOfTwoPointsIsRefused() {
    assertThatThrownBy(() -> zone(0, 0, 1, 1))
        .hasMessage("zone door has 2 points; a polygon has 3 to 100");
  }

  @Test
  void aZoneThatCrossesItselfIsRefused() {
    assertThatThrownBy(() -> zone(0, 0, 1, 1, 1, 0, 0, 1))
        .hasMessageContaining("zone door crosses itself: edge 1 meets edge 3");
  }

  @Test
  void aZoneWhoseEdgeTouchesAnotherIsRefused() {
    assertThatThrownBy(() -> zone(0, 0, 1, 0, 1, 1, 0.5, 0, 0, 1))
        .hasMessageContaining("crosses itself");
  }

  @Test
  void aZoneBeyondThePictureIsRefused() {
    assertThatThrownBy(() -> zone(0, 0, 1, 0, 1, 1.5))
        .hasMessageContaining("[1.0, 1.5]")
        .hasMessageContaining("0 … 1");
    assertThatThrownBy(() -> zone(0, 0, Double.NaN, 0, 1, 1)).hasMessageContaining("NaN");
  }

  @Test
  void aZoneWithoutAreaIsRefused() {
    assertThatThrownBy(() -> zone(0, 0, 0.5, 0.5, 1, 1)).hasMessageContaining("no area");
    assertThatThrownBy(() -> zone(0, 0, 0, 0, 1, 1)).hasMessageContaining("repeats the point");
  }

  @Test
  void aZoneMayBeConcaveAndOfEitherOrder() {
    assertThat(zone(0, 0, 1, 0, 1, 1, 0.5, 0.5, 0, 1).polygon()).hasSize(5);
    assertThat(zone(0, 1, 0.5, 0.5, 1, 1, 1, 0, 0, 0).polygon()).hasSize(5);
  }

  @Test
  void aLineOfOnePointIsRefused() {
    Point p = new Point(0.5, 0.5);

    assertThatThrownBy(() -> new Line("gate", p, p))
        .hasMessageContaining("line gate begins and ends at [0.5, 0.5]");
  }

  @Test
  void twoOfOneIdAreRefused() {
    Line line = new Line("door", new Point(0, 0), new Point(1, 1));

    assertThatThrownBy(() -> new Scene(List.of(zone(0, 0, 1, 0, 1, 1)), List.of(line)))
        .hasMessageContaining("\"door\"");
  }

  @Test
  void anIdWithoutCharactersIsRefused() {
    assertThatThrownBy(() -> new Line(" ", new Point(0, 0), new Point(1, 1)))
        .hasMessageContaining("1 to 100 characters");
  }

  @Test
  void thePointsOfAConcaveZoneAreKnown() {
    List<Point> polygon = zone(0, 0, 1, 0, 1, 1, 0.5, 0.5, 0, 1).polygon();

    Polygon area = new Polygon(polygon);
    assertThat(area.contains(new Point(0.5, 0.25))).isTrue();
    assertThat(area.contains(new Point(0.1, 0.8))).isTrue();
    assertThat(area.contains(new Point(0.5, 0.75))).isFalse();
    assertThat(area.nearestOnEdge(new Point(0.5, 0.1))).isEqualTo(new Point(0.5, 0));
  }

  private static Zone zone(double... coordinates) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Point(coordinates[i], coordinates[i + 1]));
    }
    return new Zone("door", points);
  }
}
