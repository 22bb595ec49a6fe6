package io.manako.operator.tracking;

import io.manako.track.scene.Course;
import io.manako.track.scene.Direction;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.EventParts;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Phase;
import io.manako.track.scene.VideoEvent.Subject;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.InstantSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** Sends events between tasks. Events are never part of a state, so the bytes have no version. */
@SuppressWarnings("EnumOrdinal") // both ends run the same release
final class VideoEventSerializer extends ImmutableSerializer<VideoEvent> {
  private static final long serialVersionUID = 1L;
  private static final int NONE = 0xff;

  @Override
  public void serialize(VideoEvent event, DataOutputView out) throws IOException {
    out.writeByte(event.kind().ordinal());
    StringValue.writeString(event.eventId(), out);
    StringValue.writeString(event.cameraId(), out);
    StringValue.writeString(event.evidenceFrameId(), out);
    out.writeByte(event.phase().ordinal());
    InstantSerializer.INSTANCE.serialize(event.startTime(), out);
    InstantSerializer.INSTANCE.serialize(event.endTime(), out);
    Subject object = event.object();
    write(object == null ? null : object.trackId(), out);
    StringValue.writeString(object == null ? null : object.label(), out);
    StringValue.writeString(event.zoneId(), out);
    StringValue.writeString(event.lineId(), out);
    Direction direction = event.direction();
    out.writeByte(direction == null ? NONE : direction.ordinal());
    write(event.count(), out);
  }

  private static void write(@Nullable Long number, DataOutputView out) throws IOException {
    out.writeBoolean(number != null);
    out.writeLong(number == null ? 0 : number);
  }

  @Override
  public VideoEvent deserialize(DataInputView in) throws IOException {
    EventKind kind = EventKind.values()[in.readUnsignedByte()];
    Evidence evidence =
        new Evidence(
            StringValue.readString(in), StringValue.readString(in), StringValue.readString(in));
    Course course =
        new Course(
            Phase.values()[in.readUnsignedByte()],
            InstantSerializer.INSTANCE.deserialize(in),
            InstantSerializer.INSTANCE.deserialize(in));
    EventParts parts =
        new EventParts(
            subject(in),
            StringValue.readString(in),
            StringValue.readString(in),
            direction(in.readUnsignedByte()),
            number(in));
    return parts.of(kind, evidence, course);
  }

  private static @Nullable Subject subject(DataInputView in) throws IOException {
    Long trackId = number(in);
    String label = StringValue.readString(in);
    return trackId == null ? null : new Subject(trackId, label);
  }

  private static @Nullable Direction direction(int ordinal) {
    return ordinal == NONE ? null : Direction.values()[ordinal];
  }

  private static @Nullable Long number(DataInputView in) throws IOException {
    boolean present = in.readBoolean();
    long number = in.readLong();
    return present ? number : null;
  }

  @Override
  public @Nullable VideoEvent createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<VideoEvent> snapshotConfiguration() {
    throw new UnsupportedOperationException("events are sent between tasks and never stored");
  }
}
