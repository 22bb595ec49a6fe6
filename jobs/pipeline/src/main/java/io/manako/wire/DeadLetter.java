package io.manako.wire;

import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.FrameResult.Failure;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Record that cannot be processed: original bytes, key and headers, and the headers {@code
 * vf-stage}, {@code vf-error}, {@code vf-reason} and {@code vf-source}, which state the cause.
 *
 * @param original original key and headers
 * @param value original value
 * @param time time of the letter's record
 * @param failure cause of the failure
 * @param source topic, partition and offset of the original record
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
record DeadLetter(
    Original original, byte @Nullable [] value, Instant time, Failure failure, Source source) {
  /** Upper bound of the framing of a batch, a record and a header in bytes. */
  private static final int FRAMING_BYTES = 256;

  /**
   * Converts the letter to a Kafka record.
   *
   * @param topic topic of the dead letters
   * @param maxBytes greatest size of a record in the topic. The value of a larger letter is left
   *     out, and the header {@code vf-omitted} gives its length, because a record that the broker
   *     refuses would stop the job. The bytes are still at {@code vf-source}.
   */
  ProducerRecord<byte[], byte[]> toRecord(String topic, int maxBytes) {
    Headers headers = new RecordHeaders();
    original.headers().forEach(h -> headers.add(h.key(), h.value()));
    ResultHeaders.put(headers, "vf-stage", failure.stage());
    ResultHeaders.put(headers, "vf-error", failure.error());
    ResultHeaders.put(headers, "vf-reason", ResultWriter.bounded(failure.reason()));
    ResultHeaders.put(
        headers, "vf-source", source.topic() + "/" + source.partition() + "/" + source.offset());
    byte @Nullable [] kept = value;
    if (kept != null && kept.length + size(headers) + FRAMING_BYTES > maxBytes) {
      ResultHeaders.put(headers, "vf-omitted", kept.length + " bytes");
      kept = new byte[0];
    }
    return new ProducerRecord<>(
        topic, null, ResultHeaders.timestamp(time), original.key(), kept, headers);
  }

  private static long size(Headers headers) {
    long bytes = 0;
    for (var header : headers) {
      bytes += header.key().length() * 3L + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
