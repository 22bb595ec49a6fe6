package io.manako.wire;

import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import io.manako.track.scene.SceneChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the control topic. It has a change, or a rejection, or neither if it is about
 * something else than zones and lines.
 *
 * @param change what it asks for
 * @param rejection why it is refused, a sentence
 * @param source where it lies
 * @param time its Kafka timestamp
 * @param value as it came; null for a tombstone
 * @param original key and headers as they came
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
public record ControlRecord(
    @Nullable SceneChange change,
    @Nullable String rejection,
    Source source,
    Instant time,
    byte @Nullable [] value,
    Original original) {}
