package io.manako.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkErrorsTest {
  @Test
  void theLastCauseIsTheReasonWithAllItsLines() {
    String body =
        """
        {"errors":["Internal server error.",\
        "<Exception on server side:\\njava.util.concurrent.CompletionException: x\\n\\tat a.B.c(B.java:1)\\n\\
        Caused by: io.manako.job.PreflightException: Add this:\\n  key: value\\n\\tat io.manako.X.y(X.java:2)\\n\\t... 4 more\\n"]}
        """
            .replace("\\\n", "");
    assertThat(FlinkErrors.reason(body)).isEqualTo("Add this:\n  key: value");
  }

  @Test
  void aCauseThatEndsInTheMiddleGoesOnWithTheNext() {
    String trace =
        "java.util.concurrent.CompletionException: x\n\tat a.B.c(B.java:1)\n"
            + "Caused by: a.FlinkRuntimeException: Failed to list topics due to \n\tat a.B.c(B.java:2)\n"
            + "Caused by: java.lang.InterruptedException\n\tat a.B.c(B.java:3)\n";

    assertThat(FlinkErrors.reason(trace))
        .isEqualTo("Failed to list topics due to java.lang.InterruptedException");
  }

  @Test
  void whatIsNoFlinkIsQuoted() {
    assertThat(FlinkErrors.reason("<html>404</html>")).isEqualTo("<html>404</html>");
    assertThat(FlinkErrors.reason("x".repeat(5000))).hasSizeLessThan(1100);
  }
}
