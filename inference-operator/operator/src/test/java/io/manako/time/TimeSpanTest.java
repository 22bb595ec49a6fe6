package io.manako.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.image.Isolation;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.OverloadPolicy;
import io.manako.operator.options.Spelling;
import io.manako.operator.options.SwapOptions;
import io.manako.operator.tracking.CameraBounds;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.track.TrackerOptions;
import io.manako.track.scene.SceneOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimeSpanTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Every length of time that the library can be given, at least 1 ms each. */
  static Stream<Consumer<Duration>> lengths() {
    TrackingOptions t = TrackingOptions.DEFAULT;
    return Stream.of(
        d -> new SwapOptions(d, SECOND),
        d -> new SwapOptions(SECOND, d),
        d -> new Isolation(d, 1L << 30),
        d -> new InferenceOptions.Batching(1, SECOND, d, SECOND),
        d -> new InferenceOptions.Batching(1, SECOND, SECOND, d),
        d -> new OverloadPolicy.DropStale(d),
        d -> TrackerOptions.DEFAULT.withLife(1, d),
        d -> TrackerOptions.DEFAULT.withFrameInterval(d),
        d -> new SceneOptions(SceneOptions.DEFAULT.anchor(), 0, 1, d, SECOND),
        d -> new SceneOptions(SceneOptions.DEFAULT.anchor(), 0, 1, SECOND, d),
        t::withCountEvery,
        d -> new CameraBounds(Set.of(), 1, d),
        d -> tracking(d, SECOND),
        d -> tracking(SECOND, d));
  }

  private static TrackingOptions tracking(Duration offline, Duration frozen) {
    TrackingOptions t = TrackingOptions.DEFAULT;
    return new TrackingOptions(
        t.tracker(),
        t.scene(),
        offline,
        Duration.ZERO,
        frozen,
        2,
        t.countEvery(),
        new CameraBounds(Set.of(), 1, TimeSpan.LONGEST),
        t.scores());
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aLengthThatNoArithmeticHoldsIsRefusedInASentence(Consumer<Duration> option) {
    List<Duration> tooLong =
        List.of(
            TimeSpan.LONGEST.plusMillis(1),
            Duration.ofDays(300 * 365),
            Duration.ofMillis(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE));

    for (Duration length : tooLong) {
      assertThatThrownBy(() -> option.accept(length))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .message()
          .containsAnyOf(length.toString(), Spelling.of(length))
          .containsAnyOf("at most", "to 36500 d");
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aLengthOfNothingIsRefusedInASentence(Consumer<Duration> option) {
    for (Duration length : List.of(Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE))) {
      assertThatThrownBy(() -> option.accept(length))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be");
    }
  }

  @Test
  void aHundredYearsAreTaken() {
    assertThatCode(() -> TimeSpan.requireMillis("option", TimeSpan.LONGEST))
        .doesNotThrowAnyException();
    assertThat(Math.multiplyExact(2, TimeSpan.LONGEST.toNanos())).isPositive();
  }

  @Test
  void lengthsBeyondAllMicrosecondsAreTheNearestThatThereAre() {
    assertThat(TimeSpan.micros(Duration.ofNanos(1999))).isEqualTo(1);
    assertThat(TimeSpan.micros(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }
}
