package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UndisturbedTest {
  @Test
  void anInterruptBreaksNothingOffAndIsRemembered() throws Exception {
    Thread.currentThread().interrupt();

    boolean workWasInterrupted = Undisturbed.call(() -> Thread.currentThread().isInterrupted());

    assertThat(workWasInterrupted).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                Undisturbed.call(
                    () -> {
                      throw new IOException("no disk");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no disk");
  }
}
