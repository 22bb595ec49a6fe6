package io.manako.dashboard.state;

import java.util.List;

/**
 * Figures of the frames topic that are known without reading it.
 *
 * @param inPerSecond frames that arrive in a second; −1 if unknown
 * @param waiting frames without a readable result; −1 if unknown
 * @param problems sentences about problems with Kafka and its topics
 */
public record Intake(double inPerSecond, long waiting, List<String> problems) {
  /** Intake before the first measurement. */
  public static final Intake UNKNOWN = new Intake(-1, -1, List.of());
}
