package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.operator.tracking.TracedEvent;
import io.manako.track.scene.Direction;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Event to one record of the events topic, schema {@code video.events/1}. The record's time is the
 * event's end if it has one, else its start.
 */
public final class EventSerializer
    implements KafkaRecordSerializationSchema<TracedEvent>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "video.events/1";
  private static final JsonFactory JSON = new JsonFactory();

  private final String topic;

  public EventSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TracedEvent traced, KafkaSinkContext context, @Nullable Long timestamp) {
    VideoEvent event = traced.event();
    Headers headers = new RecordHeaders();
    ResultHeaders.put(headers, "content-type", "application/json");
    ResultHeaders.trace(headers, traced.traceparent());
    long time = ResultHeaders.timestamp(event.course().latest());
    byte[] key = event.cameraId().getBytes(UTF_8);
    return new ProducerRecord<>(topic, null, time, key, value(event), headers);
  }

  /** The record's value alone, UTF-8 JSON; the same bytes in every replay. */
  public byte[] value(VideoEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
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
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return TopicFacet.of(topic);
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
