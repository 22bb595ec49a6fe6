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
 * A record that cannot be processed: bytes, key and headers as they came, and headers {@code
 * vf-stage}, {@code vf-error}, {@code vf-reason} and {@code vf-source} that say why.
 *
 * @param original key and headers
 * @param value as it came
 * @param time of the letter's record
 * @param failure what is wrong
 * @param source where the record lies
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
record DeadLetter(
    Original original, byte @Nullable [] value, Instant time, Failure failure, Source source) {
  /** More than a batch's, a record's and a header's framing cost. */
  private static final int FRAMING_BYTES = 256;

  /**
   * As Kafka takes it.
   *
   * @param maxBytes that the topic takes in one record. The value of a larger letter is left out,
   *     and the header {@code vf-omitted} gives its length: a record that the broker refuses would
   *     stop the job. The bytes are still where {@code vf-source} says.
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
