package io.manako.operator.models;

import io.manako.operator.FrameRecord;
import io.manako.operator.ModelSlot;
import io.manako.time.EventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another model for a slot.
 *
 * @param slot for which
 * @param role what becomes of its answers
 * @param model null for what the job was configured with: its own model as primary, no shadow
 * @param activateAt the event time from which it is in effect
 * @param origin the control record that asks for it
 */
public record ModelChange(
    ModelSlot slot,
    ModelRole role,
    @Nullable ModelReference model,
    Instant activateAt,
    Origin origin) {

  /**
   * A control record, for the dead letter that it becomes if the model fails.
   *
   * @param source where it lies
   * @param time its Kafka timestamp
   * @param value as it came; null for a tombstone
   * @param original key and headers as they came
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
  public record Origin(
      FrameRecord.Source source,
      Instant time,
      byte @Nullable [] value,
      FrameRecord.Original original) {}

  /** The event time from which it is in effect, µs since 1970. */
  public long micros() {
    return EventTime.micros(activateAt);
  }

  /** Whether it is made of another record than a change, and not of an earlier one. */
  boolean isAfter(ModelChange other) {
    FrameRecord.Source own = origin.source();
    FrameRecord.Source others = other.origin.source();
    boolean comparable =
        own.topic().equals(others.topic()) && own.partition() == others.partition();
    return comparable ? own.offset() > others.offset() : !own.equals(others);
  }

  /** Whether both are made of one and the same control record. */
  public boolean sameRecord(ModelChange other) {
    return origin.source().equals(other.origin.source());
  }
}
