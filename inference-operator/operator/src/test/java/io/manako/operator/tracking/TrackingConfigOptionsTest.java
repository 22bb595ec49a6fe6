package io.manako.operator.tracking;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.track.TrackerOptions;
import io.manako.track.scene.SceneOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Options of tracking have the ranges of the records that they end up in. */
class TrackingConfigOptionsTest {
  private static final TrackerOptions TRACKER = TrackerOptions.DEFAULT;
  private static final SceneOptions SCENE = SceneOptions.DEFAULT;
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void theTrackersRangesAreTheOptions() {
    Duration forget = TRACKER.life().forgetAfter();
    int confirm = TRACKER.life().confirmAfter();
    agree(
        List.of(TrackingConfigOptions.FORGET_AFTER::check, d -> TRACKER.withLife(confirm, d)),
        List.of(Duration.ofNanos(1), HOUR),
        List.of(Duration.ZERO, HOUR.plusNanos(1)));
    agree(
        List.of(TrackingConfigOptions.CONFIRM_AFTER::check, n -> TRACKER.withLife(n, forget)),
        List.of(1, Integer.MAX_VALUE),
        List.of(0, Integer.MIN_VALUE));
    agree(
        List.of(TrackingConfigOptions.HIGH_SCORE::check, s -> TRACKER.withScores(s, 0)),
        List.of(0.0, 1.0),
        List.of(Math.nextDown(0.0), Math.nextUp(1.0), Double.NaN));
  }

  @Test
  void theRangesOfScenesAreTheOptions() {
    Duration dwell = SCENE.dwellAfter();
    agree(
        List.of(
            TrackingConfigOptions.HYSTERESIS::check,
            h -> new SceneOptions(SCENE.anchor(), h, 1, dwell, dwell)),
        List.of(0.0, 1.0),
        List.of(Math.nextDown(0.0), Math.nextUp(1.0), Double.NaN));
    agree(
        List.of(
            TrackingConfigOptions.CROSS_AFTER::check,
            n -> new SceneOptions(SCENE.anchor(), 0, n, dwell, dwell)),
        List.of(1, Integer.MAX_VALUE),
        List.of(0));
    agree(
        List.of(
            TrackingConfigOptions.DWELL_EVERY::check,
            d -> new SceneOptions(SCENE.anchor(), 0, 1, dwell, d)),
        List.of(Duration.ofMillis(1), Duration.ofDays(36_500)),
        List.of(Duration.ofNanos(999_999), Duration.ofDays(36_500).plusNanos(1)));
  }

  private static <T> void agree(List<Consumer<T>> checks, List<T> inside, List<T> outside) {
    for (Consumer<T> check : checks) {
      for (T value : inside) {
        assertThatCode(() -> check.accept(value)).as("%s", value).doesNotThrowAnyException();
      }
      for (T value : outside) {
        assertThatThrownBy(() -> check.accept(value))
            .as("%s", value)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
