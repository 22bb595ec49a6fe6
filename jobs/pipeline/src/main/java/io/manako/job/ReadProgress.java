package io.manako.job;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a topic being read to its end: logs progress, and gives up when no records arrive. */
final class ReadProgress {
  private static final Logger LOG = LoggerFactory.getLogger(ReadProgress.class);
  private static final Duration SAY_EVERY = Duration.ofSeconds(2);

  private final String topic;
  private final Duration patience;
  private final LongSupplier nanos;
  private long least = Long.MAX_VALUE;
  private long goneOnAt;
  private long saidAt;

  /**
   * Starts before the first record.
   *
   * @param patience longest time without a record
   * @param nanos clock in ns
   */
  ReadProgress(String topic, Duration patience, LongSupplier nanos) {
    this.topic = topic;
    this.patience = patience;
    this.nanos = nanos;
    this.goneOnAt = nanos.getAsLong();
    this.saidAt = goneOnAt;
  }

  /**
   * Notes how much is still to be read.
   *
   * @throws PreflightException with a sentence if that has been the same for too long
   */
  void missing(long records) {
    long now = nanos.getAsLong();
    if (records < least) {
      least = records;
      goneOnAt = now;
    } else if (now - goneOnAt > patience.toNanos()) {
      throw new PreflightException(
          String.format(
              Locale.ROOT,
              "Kafka's topic %s could not be read to its end: %d records are missing and none"
                  + " arrived for %d s (kafka.timeout). Do its brokers answer?",
              topic,
              records,
              patience.toSeconds()));
    }
    if (records > 0 && now - saidAt >= SAY_EVERY.toNanos()) {
      saidAt = now;
      LOG.info("Reading topic {} before the start: {} records to go", topic, records);
    }
  }
}
