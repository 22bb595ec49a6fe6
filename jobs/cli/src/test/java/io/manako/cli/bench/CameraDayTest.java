package io.manako.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CameraDayTest {
  private static final byte[] STILL = {1};
  private static final byte[] OTHER = {2};
  private static final byte[] BUSY = {3};
  private static final byte[] LATER = {4};

  @Test
  void theVideoRunsOnceInTheMiddleOfTheEmptyScene() {
    CameraDay day = new CameraDay(List.of(BUSY, LATER), List.of(STILL, OTHER), 7);

    assertThat(IntStream.range(0, day.length()).mapToObj(day::jpeg))
        .containsExactly(STILL, OTHER, BUSY, LATER, STILL, OTHER, STILL);
  }

  @Test
  void aWarmUpIsBusyFromBeginningToEnd() {
    CameraDay day = new CameraDay(List.of(BUSY, LATER), List.of(STILL), 20);

    assertThat(day.first(1).length()).isEqualTo(1);
    assertThat(day.first(1).jpeg(0)).isEqualTo(BUSY);
    assertThat(day.first(9).length()).isEqualTo(2);
    assertThat(day.first(9).jpeg(1)).isEqualTo(LATER);
  }
}
