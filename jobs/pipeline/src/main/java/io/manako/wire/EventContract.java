package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.operator.tracking.TracedEvent;
import io.manako.track.scene.Direction;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Subject;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events topic: one record for every event. The record's time is the event's end if it has one,
 * else its start.
 */
public final class EventContract implements JsonContract<TracedEvent> {
  private static final long serialVersionUID = 1L;

  @Override
  public String schema() {
    return "video.events/1";
  }

  @Override
  public Envelope envelope(TracedEvent traced) {
    VideoEvent event = traced.event();
    return Envelope.ofCamera(event.cameraId(), event.course().latest(), traced.traceparent());
  }

  /** The value of an event's record, whichever trace it belongs to. */
  public byte[] value(VideoEvent event) {
    return value(new TracedEvent(event, null));
  }

  @Override
  public void write(TracedEvent traced, JsonGenerator json) throws IOException {
    VideoEvent event = traced.event();
    json.writeStringField("event_id", event.eventId());
    json.writeStringField("camera_id", event.cameraId());
    json.writeStringField("kind", event.kind().wireName());
    json.writeStringField("phase", event.phase().wireName());
    Instant end = event.endTime();
    json.writeStringField("start_time", ResultWriter.time(event.startTime()));
    json.writeStringField("end_time", end == null ? null : ResultWriter.time(end));
    subject(json, event.object());
    json.writeStringField("zone_id", event.zoneId());
    json.writeStringField("line_id", event.lineId());
    Direction direction = event.direction();
    json.writeStringField("direction", direction == null ? null : direction.wireName());
    count(json, event.count());
    json.writeStringField("evidence_frame_id", event.evidenceFrameId());
  }

  private static void subject(JsonGenerator json, @Nullable Subject subject) throws IOException {
    if (subject == null) {
      json.writeNullField("object");
      return;
    }
    json.writeObjectFieldStart("object");
    json.writeNumberField("track_id", subject.trackId());
    json.writeStringField("label", subject.label());
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, @Nullable Long count) throws IOException {
    if (count == null) {
      json.writeNullField("count");
    } else {
      json.writeNumberField("count", count);
    }
  }
}
