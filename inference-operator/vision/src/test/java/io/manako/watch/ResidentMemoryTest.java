package io.manako.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  private static final long NOBODY = Long.MAX_VALUE;

  @Test
  void kibibytesOfTheStatusAreBytes() {
    assertThat(ResidentMemory.in("Name:\tjava\nVmHWM:\t   99 kB\nVmRSS:\t   12 kB\n"))
        .hasValue(12 * 1024);
  }

  /** A kernel thread has no memory of its own. */
  @Test
  void aStatusWithoutTheLineHasNone() {
    assertThat(ResidentMemory.in("Name:\tVmRSS: 12 kB\nThreads:\t1\n")).isEmpty();
  }

  @Test
  void thisProcessIsFoundByItsNumber() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux has /proc");
    long pid = ProcessHandle.current().pid();

    assertThat(ResidentMemory.ofThisProcess().orElseThrow()).isPositive();
    long now = ResidentMemory.of(pid).orElseThrow();
    assertThat(now).isPositive();
    assertThat(ResidentMemory.highestOf(pid).orElseThrow()).isGreaterThanOrEqualTo(now);
  }

  @Test
  void aProcessThatHasEndedHasNone() {
    assertThat(ResidentMemory.of(NOBODY)).isEmpty();
    assertThat(ResidentMemory.highestOf(NOBODY)).isEmpty();
  }
}
