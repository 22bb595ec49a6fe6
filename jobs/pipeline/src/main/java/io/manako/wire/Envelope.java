package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.operator.FrameResult;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a record but its value.
 *
 * @param key the key by which records of one camera stay in one partition, or null
 * @param time time of the capture
 * @param headers headers, among them everything that a replay does not reproduce
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
public record Envelope(byte @Nullable [] key, Instant time, Headers headers) {

  /** The frame's own key and time, with the timings as headers. */
  static Envelope of(FrameResult result) {
    Headers headers = headers(result.frame().traceparent());
    ResultHeaders.timings(headers, result.timing());
    return new Envelope(result.frame().original().key(), result.eventTime(), headers);
  }

  /**
   * The camera's id as key.
   *
   * @param traceparent W3C trace context that the record belongs to, or null
   */
  static Envelope ofCamera(String cameraId, Instant time, @Nullable String traceparent) {
    return new Envelope(cameraId.getBytes(UTF_8), time, headers(traceparent));
  }

  private static Headers headers(@Nullable String traceparent) {
    Headers headers = new RecordHeaders();
    ResultHeaders.put(headers, "content-type", "application/json");
    if (traceparent != null) {
      ResultHeaders.put(headers, TraceContext.HEADER, traceparent);
    }
    return headers;
  }
}
