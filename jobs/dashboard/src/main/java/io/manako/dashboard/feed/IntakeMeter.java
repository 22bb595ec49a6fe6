package io.manako.dashboard.feed;

import io.manako.dashboard.state.FrameAddress;
import io.manako.dashboard.state.Intake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how many frames arrive and how many wait, by the offsets of their topic. Instances are
 * not thread-safe.
 */
final class IntakeMeter {
  private static final double SMOOTHING = 0.5;

  private final Map<TopicPartition, Long> answered = new HashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();
  private long lookedMillis;
  private double perSecond = -1;

  /** Records that a frame has a result. */
  void answered(FrameAddress frame) {
    answered.merge(
        new TopicPartition(frame.topic(), frame.partition()), frame.offset() + 1, Math::max);
  }

  /**
   * Returns the intake for the current ends of the frames topic.
   *
   * @param now end offset of each partition
   * @param nowMillis time of the offsets in milliseconds since 1970
   * @param problems sentences about problems with Kafka
   */
  Intake look(Map<TopicPartition, Long> now, long nowMillis, List<String> problems) {
    answered.keySet().retainAll(now.keySet());
    if (!ends.isEmpty() && nowMillis > lookedMillis) {
      double rate = 1000.0 * came(now) / (nowMillis - lookedMillis);
      perSecond = perSecond < 0 ? rate : perSecond + SMOOTHING * (rate - perSecond);
    }
    ends = Map.copyOf(now);
    lookedMillis = nowMillis;
    return new Intake(Math.round(perSecond * 10) / 10.0, waiting(), problems);
  }

  private long came(Map<TopicPartition, Long> now) {
    return now.entrySet().stream()
        .mapToLong(e -> Math.max(0, e.getValue() - ends.getOrDefault(e.getKey(), e.getValue())))
        .sum();
  }

  private long waiting() {
    return answered.isEmpty()
        ? -1
        : answered.entrySet().stream()
            .mapToLong(e -> Math.max(0, ends.getOrDefault(e.getKey(), 0L) - e.getValue()))
            .sum();
  }
}
