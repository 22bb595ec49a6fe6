package io.manako.dashboard.state;

import java.util.List;

/**
 * What is known of the frames topic without reading it.
 *
 * @param inPerSecond frames that arrive; −1 if unknown
 * @param waiting frames without a result that can be read; −1 if unknown
 * @param problems sentences about what is wrong with Kafka and its topics
 */
public record Intake(double inPerSecond, long waiting, List<String> problems) {
  /** Before the first look. */
  public static final Intake UNKNOWN = new Intake(-1, -1, List.of());
}
