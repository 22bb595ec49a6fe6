package io.manako.cli.chaos;

import java.util.List;

/** The checks there are, in the order in which {@code all} runs them. */
final class ChaosChecks {
  private ChaosChecks() {}

  static List<ChaosCheck> all() {
    return List.of();
  }
}
