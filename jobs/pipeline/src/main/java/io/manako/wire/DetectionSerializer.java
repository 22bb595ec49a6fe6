package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Detection;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelInfo;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Serializes a result as one record of the detections topic, schema {@code video.detections/1}.
 * Every frame gives one record, also a skipped or failed one.
 */
public final class DetectionSerializer
    implements KafkaRecordSerializationSchema<FrameResult>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "video.detections/1";

  private final String topic;

  public DetectionSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FrameResult result, KafkaSinkContext context, @Nullable Long timestamp) {
    return ResultHeaders.record(topic, result, value(result));
  }

  /** Returns the record's value, UTF-8 JSON. */
  public byte[] value(FrameResult result) {
    ModelInfo model = Objects.requireNonNull(result.models().detector(), "no detector");
    String status = result.status(Task.DETECTION).wireName();
    var header = new ResultWriter.Header(SCHEMA, model, status);
    return ResultWriter.write(header, result, json -> objects(json, result));
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return TopicFacet.of(topic);
  }

  private static void objects(JsonGenerator json, FrameResult result) throws IOException {
    json.writeArrayFieldStart("objects");
    int i = 0;
    for (Detection detection : result.detections()) {
      json.writeStartObject();
      json.writeStringField("detection_id", ResultWriter.detectionId(result, i++));
      json.writeNumberField("class_id", detection.classId());
      json.writeStringField("label", detection.label());
      ResultWriter.score(json, detection.score());
      ResultWriter.box(json, detection.box());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
