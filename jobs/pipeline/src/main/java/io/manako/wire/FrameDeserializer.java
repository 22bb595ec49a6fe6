package io.manako.wire;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameRecord.Header;
import io.manako.operator.FrameRecord.Original;
import io.manako.operator.FrameRecord.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes a Kafka record to a frame, after CloudEvents' Kafka binding in binary mode: key =
 * camera id, value = encoded bytes, everything else in headers with defaults.
 *
 * <p>A record that breaks the contract becomes a frame with a {@link FrameRecord#rejection()},
 * never an exception: one bad producer must not stop a job.
 */
public final class FrameDeserializer implements KafkaRecordDeserializationSchema<FrameRecord> {
  private static final long serialVersionUID = 1L;

  /** End of the year 9998, the last one of the contract. */
  private static final long LATEST_MILLIS = 253_370_764_799_999L;

  private static final byte[] NO_BYTES = new byte[0];

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<FrameRecord> out) {
    out.collect(read(record));
  }

  @Override
  public TypeInformation<FrameRecord> getProducedType() {
    return TypeInformation.of(FrameRecord.class);
  }

  /**
   * Reads a record; an exception becomes a rejection too, because it would recur with the record
   * after every restart.
   */
  private static FrameRecord read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return frame(record);
    } catch (RuntimeException | StackOverflowError e) {
      return unreadable(record, "The record cannot be read: " + e);
    }
  }

  private static FrameRecord unreadable(ConsumerRecord<byte[], byte[]> record, String rejection) {
    return builder(record, "", frameId(record, "", "0", record.offset()))
        .eventTime(Instant.ofEpochMilli(Math.max(0, Math.min(record.timestamp(), LATEST_MILLIS))))
        .original(new Original(record.key(), List.of()))
        .rejection(rejection)
        .build();
  }

  private static FrameRecord frame(ConsumerRecord<byte[], byte[]> record) {
    ContractReader reader = new ContractReader(record);
    String camera = reader.cameraId();
    String epoch = reader.text("ce_streamepoch", "0");
    long sequence = reader.sequence(record.offset());
    Instant eventTime = reader.eventTime();
    Long ptsNanos = reader.ptsNanos();
    String traceparent = TraceContext.of(record.headers());
    String contentType = contentType(reader.text("content-type"));
    String frameId = reader.text("ce_id", frameId(record, camera, epoch, sequence));
    return builder(record, camera, frameId).stream(epoch, sequence)
        .eventTime(eventTime)
        .ptsNanos(ptsNanos)
        .traceparent(traceparent)
        .contentType(contentType)
        .original(original(record))
        .rejection(reader.rejection())
        .build();
  }

  private static FrameRecord.Builder builder(
      ConsumerRecord<byte[], byte[]> record, String camera, String frameId) {
    return FrameRecord.builder(
        camera,
        frameId,
        new Source(record.topic(), record.partition(), record.offset()),
        record.value() == null ? NO_BYTES : record.value());
  }

  /**
   * Returns a default id. Without a camera, the offset alone would name the records of several
   * partitions.
   */
  private static String frameId(
      ConsumerRecord<byte[], byte[]> record, String camera, String epoch, long sequence) {
    return camera.isEmpty()
        ? record.topic() + "/" + record.partition() + "/" + record.offset()
        : camera + "/" + epoch + "/" + padded(sequence);
  }

  /** Pads a number to at least six digits, so that the ids of one camera sort by time. */
  private static String padded(long sequence) {
    String digits = Long.toString(sequence);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  /**
   * Returns a type without parameters in lower case: {@code Image/JPEG; q=1} and {@code image/jpeg}
   * are the same type.
   */
  private static @Nullable String contentType(@Nullable String header) {
    if (header == null) {
      return null;
    }
    int parameters = header.indexOf(';');
    String type = parameters < 0 ? header : header.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  static Original original(ConsumerRecord<byte[], byte[]> record) {
    List<Header> headers = new ArrayList<>();
    record.headers().forEach(h -> headers.add(new Header(h.key(), h.value())));
    return new Original(record.key(), List.copyOf(headers));
  }
}
