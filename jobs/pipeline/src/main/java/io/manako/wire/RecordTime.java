package io.manako.wire;

import io.manako.time.EventTime;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The timestamp of a Kafka record, which a broker may take from whoever wrote it. */
final class RecordTime {
  private RecordTime() {}

  /** Whether the record has one; records of Kafka's oldest format do not. */
  static boolean isPresent(ConsumerRecord<?, ?> record) {
    return record.timestamp() != ConsumerRecord.NO_TIMESTAMP;
  }

  /**
   * A record's timestamp; 1970 if it has none.
   *
   * @throws IllegalArgumentException a sentence if it is out of the contract's years
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

  /** The accepted time that is nearest to a record's timestamp. */
  static Instant nearest(ConsumerRecord<?, ?> record) {
    Instant last = EventTime.END.minusMillis(1);
    long millis = Math.max(EventTime.FIRST.toEpochMilli(), record.timestamp());
    return Instant.ofEpochMilli(Math.min(last.toEpochMilli(), millis));
  }
}
