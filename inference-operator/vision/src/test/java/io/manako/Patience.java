package io.manako;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests of all modules wait for a condition. The ten seconds by default are a matter of an
 * idle machine; what will never come true is as wrong after minutes.
 */
public final class Patience implements BeforeAllCallback {
  static final Duration LONG = Duration.ofMinutes(5);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
