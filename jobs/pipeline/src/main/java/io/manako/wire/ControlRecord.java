package io.manako.wire;

import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.models.ModelChange;
import io.manako.track.scene.SceneChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Record of the control topic. The record has a change of a camera or of a model, or a rejection,
 * or none of these if it is about a model and the job does not swap models.
 *
 * @param change requested change of zones and lines
 * @param model requested model
 * @param rejection reason for which the record is refused, a sentence
 * @param source topic, partition and offset of the record
 * @param time Kafka timestamp of the record
 * @param value original value; null for a tombstone
 * @param original original key and headers
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
public record ControlRecord(
    @Nullable SceneChange change,
    @Nullable ModelChange model,
    @Nullable String rejection,
    Source source,
    Instant time,
    byte @Nullable [] value,
    Original original) {

  /** Returns the record with a rejection and without a request. */
  public ControlRecord refused(String reason) {
    return new ControlRecord(null, null, reason, source, time, value, original);
  }
}
