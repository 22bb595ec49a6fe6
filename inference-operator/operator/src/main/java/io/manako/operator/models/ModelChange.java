package io.manako.operator.models;

import io.manako.operator.FrameRecord;
import io.manako.operator.ModelSlot;
import io.manako.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the model in a slot.
 *
 * @param slot slot that gets the model
 * @param role role of the model's answers
 * @param model new model; null for the configured one as primary, or for no shadow
 * @param activateAt event time from which the change is in effect
 * @param origin control record that asks for the change
 */
public record ModelChange(
    ModelSlot slot,
    ModelRole role,
    @Nullable ModelReference model,
    Instant activateAt,
    Origin origin) {

  /**
   * A control record, which becomes a dead letter if the model fails.
   *
   * @param source place of the record in Kafka
   * @param time Kafka timestamp of the record
   * @param value unchanged value; null for a tombstone
   * @param original unchanged key and headers
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
  public record Origin(
      FrameRecord.Source source,
      Instant time,
      byte @Nullable [] value,
      FrameRecord.Original original) {}

  /** The event time from which the change is in effect, µs since 1970. */
  public long micros() {
    return EventTime.micros(activateAt);
  }

  /** Whether this change comes from a later control record than another change. */
  boolean isAfter(ModelChange other) {
    FrameRecord.Source own = origin.source();
    FrameRecord.Source others = other.origin.source();
    boolean comparable =
        own.topic().equals(others.topic()) && own.partition() == others.partition();
    return comparable ? own.offset() > others.offset() : !own.equals(others);
  }

  /** Whether both changes come from the same control record. */
  public boolean sameRecord(ModelChange other) {
    return origin.source().equals(other.origin.source());
  }
}
