package io.manako.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkJvmsTest {
  @Test
  void noBlankBecomesAnOptionAndNoneAMainClass() {
    assertThat(FlinkJvms.words(" -Da=b   -Xmx1g\t-Dc=d "))
        .containsExactly("-Da=b", "-Xmx1g", "-Dc=d");
    assertThat(FlinkJvms.words("")).isEmpty();
  }
}
