package io.manako.wire;

import io.manako.time.EventTime;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Timestamp of a Kafka record, which the record's writer may have set. */
final class RecordTime {
  private RecordTime() {}

  /** Whether the record has a timestamp; records of Kafka's oldest format do not. */
  static boolean isPresent(ConsumerRecord<?, ?> record) {
    return record.timestamp() != ConsumerRecord.NO_TIMESTAMP;
  }

  /**
   * Returns a record's timestamp, or 1970 if it has none.
   *
   * @throws IllegalArgumentException with a sentence, if the timestamp is outside the contract's
   *     years
   */
  static Instant of(ConsumerRecord<?, ?> record) {
    if (!isAccepted(record)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the record's timestamp is %d ms; it must lie between %s",
              record.timestamp(),
              EventTime.YEARS));
    }
    return nearest(record);
  }

  /** Whether a record has no timestamp, or one between the contract's years. */
  static boolean isAccepted(ConsumerRecord<?, ?> record) {
    return !isPresent(record) || EventTime.isAccepted(Instant.ofEpochMilli(record.timestamp()));
  }

  /** Returns the accepted time that is nearest to a record's timestamp. */
  static Instant nearest(ConsumerRecord<?, ?> record) {
    Instant last = EventTime.END.minusMillis(1);
    long millis = Math.max(EventTime.FIRST.toEpochMilli(), record.timestamp());
    return Instant.ofEpochMilli(Math.min(last.toEpochMilli(), millis));
  }
}
