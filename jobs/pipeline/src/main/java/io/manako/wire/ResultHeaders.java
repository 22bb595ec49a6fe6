package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.operator.FrameResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;

/** Headers and timestamps of Kafka records: what a replay does not reproduce. */
final class ResultHeaders {
  /**
   * Greatest lead of a timestamp: half of what brokers allow by default ({@code
   * message.timestamp.after.max.ms}).
   */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(30);

  private ResultHeaders() {}

  /**
   * Returns a capture time as a Kafka timestamp. A camera's clock may be ahead, and a broker that
   * refused the record would stop the job. Therefore the timestamp, though not the record's value,
   * is at most half an hour ahead of this machine's clock, and not before 1970.
   */
  static long timestamp(Instant eventTime) {
    Instant latest = Instant.now().plus(MAX_AHEAD);
    Instant accepted = eventTime.isAfter(latest) ? latest : eventTime;
    return accepted.isBefore(Instant.EPOCH) ? 0 : accepted.toEpochMilli();
  }

  static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  /** Adds the time that each step took, and the time at which the record was written. */
  static void timings(Headers headers, FrameResult.Timing timing) {
    putMicros(headers, "vf-decode-us", timing.decodeNanos());
    putMicros(headers, "vf-preprocess-us", timing.preprocessNanos());
    putMicros(headers, "vf-wait-us", timing.waitNanos());
    putMicros(headers, "vf-inference-us", timing.inferenceNanos());
    putMicros(headers, "vf-postprocess-us", timing.postprocessNanos());
    put(headers, "vf-batch-size", Integer.toString(timing.batchSize()));
    put(headers, "vf-written-ms", Long.toString(System.currentTimeMillis()));
  }

  private static void putMicros(Headers headers, String name, long nanos) {
    put(headers, name, Long.toString(TimeUnit.NANOSECONDS.toMicros(nanos)));
  }
}
