package io.manako;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The extension is found by name in a file that nothing else refers to. */
class PatienceTest {
  @Test
  void testsWaitLongForWhatWillCome() {
    assertThat(Awaitility.await())
        .extracting("timeoutConstraint.maxWaitTime")
        .isEqualTo(Patience.LONG);
  }
}
