package io.manako.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.manako.track.scene.Course;
import io.manako.track.scene.Direction;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.EventParts;
import io.manako.track.scene.Evidence;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Phase;
import io.manako.track.scene.VideoEvent.Subject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link EventContract} writes. */
public final class EventReader {
  private static final ObjectMapper JSON = new JsonMapper();

  private EventReader() {}

  /**
   * Reads a record's value.
   *
   * @throws IOException if the value is not an event
   */
  public static VideoEvent parse(byte[] json) throws IOException {
    JsonNode event = JSON.readTree(json);
    try {
      EventKind kind = named(EventKind.values(), EventKind::wireName, text(event, "kind"));
      return parts(event).of(kind, evidence(event), course(event));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("this is no event: " + e.getMessage(), e);
    }
  }

  private static Evidence evidence(JsonNode event) {
    return new Evidence(
        text(event, "event_id"), text(event, "camera_id"), text(event, "evidence_frame_id"));
  }

  private static Course course(JsonNode event) {
    return new Course(
        named(Phase.values(), Phase::wireName, text(event, "phase")),
        Instant.parse(text(event, "start_time")),
        event.hasNonNull("end_time") ? Instant.parse(text(event, "end_time")) : null);
  }

  private static EventParts parts(JsonNode event) {
    return new EventParts(
        subject(event.path("object")),
        optionalText(event, "zone_id"),
        optionalText(event, "line_id"),
        direction(event),
        event.hasNonNull("count") ? event.path("count").longValue() : null);
  }

  private static @Nullable Subject subject(JsonNode object) {
    return object.isObject()
        ? new Subject(object.path("track_id").longValue(), text(object, "label"))
        : null;
  }

  private static @Nullable Direction direction(JsonNode event) {
    String name = optionalText(event, "direction");
    return name == null ? null : named(Direction.values(), Direction::wireName, name);
  }

  private static <E> E named(E[] values, Function<E, String> name, String wanted) {
    return Arrays.stream(values)
        .filter(value -> name.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no \"" + wanted + "\""));
  }

  private static String text(JsonNode node, String field) {
    String text = optionalText(node, field);
    if (text == null) {
      throw new IllegalArgumentException("it has no text in " + field);
    }
    return text;
  }

  private static @Nullable String optionalText(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? value.textValue() : null;
  }
}
