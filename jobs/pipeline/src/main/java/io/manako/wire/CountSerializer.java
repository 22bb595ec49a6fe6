package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.track.scene.ZoneCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Serializes a count as one record of the counts topic, schema {@code video.counts/1}. The record's
 * timestamp is the time of the window's last frame.
 */
public final class CountSerializer
    implements KafkaRecordSerializationSchema<ZoneCount>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "video.counts/1";
  private static final JsonFactory JSON = new JsonFactory();

  private final String topic;

  public CountSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ZoneCount count, KafkaSinkContext context, @Nullable Long timestamp) {
    Headers headers = new RecordHeaders();
    ResultHeaders.put(headers, "content-type", "application/json");
    long time = ResultHeaders.timestamp(count.lastFrame());
    byte[] key = count.cameraId().getBytes(UTF_8);
    return new ProducerRecord<>(topic, null, time, key, value(count), headers);
  }

  /** Returns the record's value, UTF-8 JSON; every replay gives the same bytes. */
  public byte[] value(ZoneCount count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("camera_id", count.cameraId());
      json.writeStringField("zone_id", count.zoneId());
      json.writeStringField("label", count.label());
      json.writeStringField("window_start", ResultWriter.time(count.windowStart()));
      json.writeStringField("window_end", ResultWriter.time(count.windowEnd()));
      json.writeStringField("first_frame_time", ResultWriter.time(count.firstFrame()));
      json.writeStringField("last_frame_time", ResultWriter.time(count.lastFrame()));
      json.writeNumberField("frames", count.frames());
      json.writeNumberField("visits", count.visits());
      json.writeNumberField("entered", count.entered());
      json.writeNumberField("exited", count.exited());
      json.writeNumberField("peak", count.peak());
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
}
