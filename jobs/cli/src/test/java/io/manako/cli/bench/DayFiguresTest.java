package io.manako.cli.bench;

import static io.manako.track.scene.Direction.LEFT_TO_RIGHT;
import static io.manako.track.scene.Direction.RIGHT_TO_LEFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.track.scene.Course;
import io.manako.track.scene.Direction;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.LineCrossed;
import io.manako.track.scene.VideoEvent.Subject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayFiguresTest {

  @Test
  void aCrossingIsSharedOnceInItsDirectionWithinASecond() {
    DayFigures whole =
        figures(
            crossing(LEFT_TO_RIGHT, 1000),
            crossing(LEFT_TO_RIGHT, 1100),
            crossing(RIGHT_TO_LEFT, 5000),
            crossing(RIGHT_TO_LEFT, 9000));
    DayFigures focus =
        figures(
            crossing(LEFT_TO_RIGHT, 2000),
            crossing(RIGHT_TO_LEFT, 1000),
            crossing(RIGHT_TO_LEFT, 4000),
            crossing(RIGHT_TO_LEFT, 10_001));

    assertThat(focus.shared(whole)).as("at 1 s and at 5 s").isEqualTo(2);
    assertThat(whole.shared(whole)).isEqualTo(4);
    assertThat(focus.crossings(RIGHT_TO_LEFT)).isEqualTo(3);
  }

  @Test
  void theTimeOfAFrameIncludesItsDecoding() {
    DayFigures figures = figures();

    assertThat(figures.runsPerFrame()).isEqualTo(0.25, within(1e-9));
    assertThat(figures.detectorMillis()).isEqualTo(0.5, within(1e-9));
    assertThat(figures.millis(4_000_000)).isEqualTo(3, within(1e-9));
  }

  private static DayFigures figures(LineCrossed... crossings) {
    return new DayFigures("a way", 4, 1, 2_000_000, 8_000_000, List.of(crossings), 0);
  }

  private static LineCrossed crossing(Direction direction, long millis) {
    return new LineCrossed(
        new Evidence("an event", "camera", "a frame"),
        Course.begun(Instant.ofEpochMilli(millis)),
        new Subject(1, "person"),
        new LineCrossed.Crossing("road", direction, 1));
  }
}
