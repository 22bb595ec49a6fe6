package io.manako.wire;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Failed frame to dead letter: bytes, key and headers as they came, and headers {@code vf-stage},
 * {@code vf-error}, {@code vf-reason} and {@code vf-source} that say why.
 */
public final class DeadLetterSerializer
    implements KafkaRecordSerializationSchema<FrameResult>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  /** More than a batch's, a record's and a header's framing cost. */
  private static final int FRAMING_BYTES = 256;

  private final String topic;
  private final int maxBytes;

  /**
   * A serializer for one topic.
   *
   * @param topic to write to
   * @param maxBytes that the topic takes in one record. The value of a larger letter is left out,
   *     and the header {@code vf-omitted} gives its length: a record that the broker refuses would
   *     stop the job. The bytes are still where {@code vf-source} says.
   */
  public DeadLetterSerializer(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  /** Whether a result is a dead letter too. */
  public static boolean isDead(FrameResult result) {
    return result.status() == FrameStatus.DECODE_ERROR
        || result.status() == FrameStatus.INFERENCE_ERROR;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FrameResult result, KafkaSinkContext context, @Nullable Long timestamp) {
    FrameRecord frame = result.frame();
    Headers headers = new RecordHeaders();
    frame.original().headers().forEach(h -> headers.add(h.key(), h.value()));
    reasons(headers, result);
    byte[] value = frame.bytes();
    if (value.length + size(headers) + FRAMING_BYTES > maxBytes) {
      ResultHeaders.put(headers, "vf-omitted", value.length + " bytes");
      value = new byte[0];
    }
    return ResultHeaders.record(topic, result, value, headers);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return TopicFacet.of(topic);
  }

  private static void reasons(Headers headers, FrameResult result) {
    Failure failure = Objects.requireNonNull(result.failure(), "a failed frame says why");
    FrameRecord.Source source = result.frame().source();
    ResultHeaders.put(headers, "vf-stage", failure.stage());
    ResultHeaders.put(headers, "vf-error", failure.error());
    ResultHeaders.put(headers, "vf-reason", Objects.requireNonNull(ResultWriter.reason(result)));
    ResultHeaders.put(
        headers, "vf-source", source.topic() + "/" + source.partition() + "/" + source.offset());
  }

  private static long size(Headers headers) {
    long bytes = 0;
    for (var header : headers) {
      bytes += header.key().length() * 3L + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
