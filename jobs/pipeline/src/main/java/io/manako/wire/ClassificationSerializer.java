package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Classification;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
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
 * Serializes a classified frame or crop as one record of the classifications topic, schema {@code
 * video.classifications/1}.
 */
public final class ClassificationSerializer
    implements KafkaRecordSerializationSchema<ClassifiedItem>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "video.classifications/1";

  private final String topic;

  public ClassificationSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ClassifiedItem item, KafkaSinkContext context, @Nullable Long timestamp) {
    return ResultHeaders.record(topic, item.result(), value(item));
  }

  /** Returns the record's value, UTF-8 JSON. */
  public byte[] value(ClassifiedItem item) {
    FrameResult result = item.result();
    ModelInfo model = Objects.requireNonNull(result.models().classifier(), "no classifier");
    String status = result.status(Task.CLASSIFICATION).wireName();
    var header = new ResultWriter.Header(SCHEMA, model, status);
    return ResultWriter.write(
        header,
        result,
        json -> {
          crop(json, item);
          topK(json, item.classified());
        });
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return TopicFacet.of(topic);
  }

  private static void crop(JsonGenerator json, ClassifiedItem item) throws IOException {
    Classified classified = item.classified();
    if (classified == null || classified.detection() < 0) {
      json.writeNullField("crop");
      return;
    }
    FrameResult result = item.result();
    json.writeObjectFieldStart("crop");
    json.writeStringField("detection_id", ResultWriter.detectionId(result, classified.detection()));
    ResultWriter.box(json, result.detections().get(classified.detection()).box());
    json.writeEndObject();
  }

  private static void topK(JsonGenerator json, @Nullable Classified classified) throws IOException {
    json.writeArrayFieldStart("top_k");
    if (classified != null) {
      for (Classification candidate : classified.topK()) {
        json.writeStartObject();
        json.writeNumberField("class_id", candidate.classId());
        json.writeStringField("label", candidate.label());
        ResultWriter.score(json, candidate.score());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
