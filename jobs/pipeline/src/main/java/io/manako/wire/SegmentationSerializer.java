package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.RunLengthMask;
import io.manako.detect.Segment;
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
 * Serializes a result as one record of the segmentations topic, schema {@code
 * video.segmentations/1}. Every frame gives one record, also a skipped or failed one.
 */
public final class SegmentationSerializer
    implements KafkaRecordSerializationSchema<FrameResult>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;
  private static final String SCHEMA = "video.segmentations/1";

  private final String topic;

  public SegmentationSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FrameResult result, KafkaSinkContext context, @Nullable Long timestamp) {
    return ResultHeaders.record(topic, result, value(result));
  }

  /** Returns the record's value, UTF-8 JSON. */
  public byte[] value(FrameResult result) {
    ModelInfo model = Objects.requireNonNull(result.models().segmenter(), "no segmenter");
    String status = result.status(Task.SEGMENTATION).wireName();
    var header = new ResultWriter.Header(SCHEMA, model, status);
    return ResultWriter.write(header, result, json -> segments(json, result));
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return TopicFacet.of(topic);
  }

  private static void segments(JsonGenerator json, FrameResult result) throws IOException {
    json.writeArrayFieldStart("segments");
    for (Segment segment : result.segments()) {
      json.writeStartObject();
      json.writeNumberField("class_id", segment.classId());
      json.writeStringField("label", segment.label());
      ResultWriter.fraction(json, "share", segment.share());
      mask(json, segment.mask());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void mask(JsonGenerator json, RunLengthMask mask) throws IOException {
    json.writeObjectFieldStart("mask");
    json.writeArrayFieldStart("size");
    json.writeNumber(mask.height());
    json.writeNumber(mask.width());
    json.writeEndArray();
    json.writeStringField("counts", mask.counts());
    json.writeEndObject();
  }
}
