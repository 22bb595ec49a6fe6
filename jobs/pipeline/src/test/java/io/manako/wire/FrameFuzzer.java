package io.manako.wire;

import io.manako.fuzz.Draws;
import io.manako.operator.FrameRecord;
import io.manako.time.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of frames with any timestamp, key and headers of the contract. */
public final class FrameFuzzer {
  private static final int MOST_HEADERS = 8;
  private static final int LONGEST = 40;
  private static final FrameDeserializer DESERIALIZER = new FrameDeserializer();

  private FrameFuzzer() {}

  /** Called by Jazzer; an exception is a finding, and a frame out of the contract. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws draws = new Draws(input);
    RecordHeaders headers = new RecordHeaders();
    long timestamp = draws.number();
    byte[] key = bytes(draws);
    for (int n = 0; n < MOST_HEADERS && draws.hasMore(); n++) {
      String name =
          draws.of("ce_time", "ce_ptsns", "ce_sequence", "ce_streamepoch", "ce_id", "content-type");
      headers.add(name, bytes(draws));
    }
    List<FrameRecord> frames = new ArrayList<>();
    DESERIALIZER.deserialize(
        new ConsumerRecord<>(
            "video.frames",
            0,
            0,
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            key,
            headers,
            Optional.empty()),
        new ListCollector<>(frames));
    check(frames.get(0));
  }

  private static byte[] bytes(Draws draws) {
    byte[] bytes = new byte[draws.below(LONGEST)];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) draws.below(256);
    }
    return bytes;
  }

  private static void check(FrameRecord frame) {
    Long pts = frame.ptsNanos();
    if (!EventTime.isAccepted(frame.eventTime())
        || frame.sequence() < 0
        || (pts != null && Math.abs((double) pts) > 9e18)) {
      throw new IllegalStateException("a frame out of the contract: " + frame);
    }
  }
}
