package io.manako.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Computes the time up to which one reader has read everything that a topic held. The clock asks
 * the brokers for the ends of the reader's partitions; once the reader gets there, the time of the
 * question is reached. A reader that lags reaches it late, and one whose brokers do not answer
 * never. Instances belong to one thread.
 */
final class ReadClock {
  /**
   * Time without records, after the brokers' answer, after which a reader counts as being at the
   * end. Offsets can end in marks of transactions, which no reader sees.
   */
  static final Duration NOTHING_THERE = Duration.ofSeconds(5);

  /** Time after the start after which a reader without partitions counts as having none. */
  static final Duration NOTHING_ASSIGNED = Duration.ofSeconds(15);

  private final TopicEnds ends;
  private final LongSupplier clock;
  private final long intervalMillis;
  private final long startedAt;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private @Nullable Question question;
  private long askAt;
  private @Nullable Long idleSince;

  /**
   * Question to the brokers.
   *
   * @param millis time of the question
   * @param answer answer of the brokers
   */
  private record Question(long millis, CompletableFuture<Map<TopicPartition, Long>> answer) {}

  /**
   * Makes a clock that stands still until partitions are read.
   *
   * @param clock ms since 1970
   * @param interval time between two questions
   */
  ReadClock(TopicEnds ends, LongSupplier clock, Duration interval) {
    this.ends = ends;
    this.clock = clock;
    this.intervalMillis = interval.toMillis();
    this.startedAt = clock.getAsLong();
  }

  /**
   * Notes that the reader gets a partition, which it reads from an offset on; below 0 if the offset
   * is unknown.
   */
  void assigned(TopicPartition partition, long offset) {
    next.put(partition, offset);
    question = null;
    askAt = 0;
  }

  /** Notes that the reader has emitted a record. */
  void read(TopicPartition partition, long offset) {
    next.put(partition, offset + 1);
  }

  /**
   * Notes that the reader was asked for records; called each time.
   *
   * @param idle true if the reader had none
   * @return time in ms since 1970 up to which all records have now been emitted
   */
  OptionalLong polled(boolean idle) {
    long now = clock.getAsLong();
    if (!idle) {
      idleSince = null;
    } else if (idleSince == null) {
      idleSince = now;
    }
    if (next.isEmpty()) {
      return now - startedAt < NOTHING_ASSIGNED.toMillis()
          ? OptionalLong.empty()
          : OptionalLong.of(now);
    }
    if (question == null && now >= askAt) {
      question = new Question(now, ends.ask(next.keySet()));
      askAt = now + intervalMillis;
    }
    return reached(now);
  }

  private OptionalLong reached(long now) {
    Question asked = question;
    if (asked == null || !asked.answer().isDone()) {
      return OptionalLong.empty();
    }
    if (asked.answer().isCompletedExceptionally()) {
      question = null;
      return OptionalLong.empty();
    }
    boolean there =
        asked.answer().join().entrySet().stream()
            .allMatch(end -> next.getOrDefault(end.getKey(), -1L) >= end.getValue());
    boolean nothing = idleSince != null && now - idleSince >= NOTHING_THERE.toMillis();
    if (there || (nothing && now - asked.millis() >= NOTHING_THERE.toMillis())) {
      question = null;
      return OptionalLong.of(asked.millis());
    }
    return OptionalLong.empty();
  }
}
