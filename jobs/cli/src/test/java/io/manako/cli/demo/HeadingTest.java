package io.manako.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.track.scene.Direction;
import io.manako.track.scene.Line;
import io.manako.track.scene.Point;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadingTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 1.0, 0.5, 0.0, →, ←",
    "0.5, 0.0, 0.5, 1.0, ←, →",
    "0.0, 0.5, 1.0, 0.5, ↓, ↑",
    "0.1, 0.9, 0.9, 0.1, ↘, ↖",
    "0.50, 1.0, 0.55, 0.0, →, ←",
  })
  void whoCrossesALineGoesAtRightAnglesToIt(
      double x, double y, double toX, double toY, String right, String left) {
    Line line = new Line("gate", new Point(x, y), new Point(toX, toY));

    assertThat(Heading.of(line, Direction.LEFT_TO_RIGHT).arrow()).isEqualTo(right);
    assertThat(Heading.of(line, Direction.RIGHT_TO_LEFT).arrow()).isEqualTo(left);
  }
}
