package io.manako.wire;

import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.models.ModelChange;
import io.manako.track.scene.SceneChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the control topic. It has a change of a camera or of a model, or a rejection, or
 * none of these if it is about a model and the job does not swap models.
 *
 * @param change of zones and lines that it asks for
 * @param model that it asks for
 * @param rejection why it is refused, a sentence
 * @param source where it lies
 * @param time its Kafka timestamp
 * @param value as it came; null for a tombstone
 * @param original key and headers as they came
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

  /** The same record, which asks for nothing because it is refused. */
  public ControlRecord refused(String reason) {
    return new ControlRecord(null, null, reason, source, time, value, original);
  }
}
