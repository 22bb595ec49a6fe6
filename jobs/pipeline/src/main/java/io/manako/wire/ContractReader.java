package io.manako.wire;

import io.manako.time.EventTime;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record's key and headers as the frames contract requires. A part that breaks the contract
 * is read as if absent, and the first breach is kept as a sentence.
 */
final class ContractReader {
  private static final int MAX_CAMERA_BYTES = 255;
  private static final int MAX_HEADER_BYTES = 1024;

  /**
   * Greatest lead of an event time over the record's timestamp: brokers refuse records from the far
   * future, so results with such a time could not be written.
   */
  private static final Duration MAX_AHEAD = Duration.ofHours(1);

  /**
   * Greatest pts: with the ten minutes that a GOP may span, the clocks of its frames still fit into
   * a long.
   */
  private static final long MOST_PTS_NANOS = 9_000_000_000_000_000_000L;

  private final ConsumerRecord<byte[], byte[]> record;
  private @Nullable String rejection;

  ContractReader(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
    if (record.value() == null || record.value().length == 0) {
      reject("The record has no value: the value must be the encoded bytes of a frame.");
    }
  }

  /**
   * Returns the reason for which the record breaks the contract, or null. The answer is complete
   * only after all other reads.
   */
  @Nullable String rejection() {
    return rejection;
  }

  /** Returns the key, or an empty string. */
  String cameraId() {
    byte[] key = record.key();
    if (key == null || key.length == 0) {
      reject("The record has no key: the key must be the camera's id.");
      return "";
    }
    if (key.length > MAX_CAMERA_BYTES) {
      reject(
          "The key has "
              + key.length
              + " bytes; a camera's id has at most "
              + MAX_CAMERA_BYTES
              + ".");
      return "";
    }
    String camera = utf8(key);
    if (camera == null) {
      reject("The key is not UTF-8 text: it must be the camera's id.");
      return "";
    }
    return camera;
  }

  /** Returns the value of a header, or null. */
  @Nullable String text(String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      return null;
    }
    byte[] value = header.value();
    if (value == null || value.length == 0) {
      reject("The header " + name + " is empty; leave it out or give it a value.");
      return null;
    }
    if (value.length > MAX_HEADER_BYTES) {
      reject(
          "The header "
              + name
              + " has "
              + value.length
              + " bytes; at most "
              + MAX_HEADER_BYTES
              + " are allowed.");
      return null;
    }
    String text = utf8(value);
    if (text == null) {
      reject("The header " + name + " is not UTF-8 text.");
    }
    return text;
  }

  String text(String name, String absent) {
    String text = text(name);
    return text == null ? absent : text;
  }

  /** Returns a whole number, or null. */
  @Nullable Long number(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      reject("The header " + name + " must be a whole number, not '" + text + "'.");
      return null;
    }
  }

  long sequence(long absent) {
    Long sequence = number("ce_sequence");
    if (sequence != null && sequence < 0) {
      reject("The header ce_sequence must not be negative, but is " + sequence + ".");
      return absent;
    }
    return sequence == null ? absent : sequence;
  }

  @Nullable Long ptsNanos() {
    Long pts = number("ce_ptsns");
    if (pts != null && (pts > MOST_PTS_NANOS || pts < -MOST_PTS_NANOS)) {
      reject(
          String.format(
              Locale.ROOT,
              "The header ce_ptsns is %d, but must lie between -%d and %d.",
              pts,
              MOST_PTS_NANOS,
              MOST_PTS_NANOS));
      return null;
    }
    return pts;
  }

  /** Returns the time of capture, or 1970 if no time in the record is acceptable. */
  Instant eventTime() {
    Instant stamped = stamped();
    String text = text("ce_time");
    if (text == null) {
      return stamped;
    }
    Instant time = parsed(text);
    return time != null && isPlausible(time, stamped) ? time : stamped;
  }

  private @Nullable Instant parsed(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      reject(
          "The header ce_time must be an RFC 3339 time such as 2026-01-05T10:00:04.200Z, not '"
              + text
              + "'.");
      return null;
    }
  }

  private boolean isPlausible(Instant time, Instant stamped) {
    if (!EventTime.isAccepted(time)) {
      reject(
          "The header ce_time is %s, but must lie between %s. Check the camera's clock."
              .formatted(time, EventTime.YEARS));
      return false;
    }
    if (RecordTime.isPresent(record) && time.isAfter(stamped.plus(MAX_AHEAD))) {
      reject(
          "The header ce_time is %s, but must lie at most one hour after the record's timestamp, %s. Check the camera's clock."
              .formatted(time, stamped));
      return false;
    }
    return true;
  }

  private Instant stamped() {
    if (RecordTime.isAccepted(record)) {
      return RecordTime.of(record);
    }
    reject(
        String.format(
            Locale.ROOT,
            "The record's timestamp is %d ms, but must lie between %s. Check the camera's clock.",
            record.timestamp(),
            EventTime.YEARS));
    return EventTime.FIRST;
  }

  private void reject(String sentence) {
    if (rejection == null) {
      rejection = sentence;
    }
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
