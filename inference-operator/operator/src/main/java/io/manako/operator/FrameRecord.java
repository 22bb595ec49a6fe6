package io.manako.operator;

import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One record of the frames topic: the encoded bytes of one picture or of one self-contained GOP,
 * its camera and its time.
 *
 * @param cameraId the record's key; empty if {@code rejection} says that it was missing
 * @param frameId unique id; {@code <camera>/<epoch>/<sequence>} unless the producer named one
 * @param streamEpoch id that changes each time the camera or its producer restarts
 * @param sequence number of the frame, which rises by 1 with each captured frame
 * @param eventTime time of capture
 * @param ptsNanos time of the stream's own clock in ns, or null
 * @param traceparent W3C trace context that goes into every record about the frame, or null
 * @param contentType media type such as {@code image/jpeg}; null to sniff it from the first bytes
 * @param source place of the record in Kafka
 * @param bytes the encoded value
 * @param original unchanged key and headers, for dead letters
 * @param rejection reason why the record breaks the contract, as a sentence; null if it does not
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
@TypeInfo(ChainedType.OfFrameRecord.class)
public record FrameRecord(
    String cameraId,
    String frameId,
    String streamEpoch,
    long sequence,
    Instant eventTime,
    @Nullable Long ptsNanos,
    @Nullable String traceparent,
    @Nullable String contentType,
    Source source,
    byte[] bytes,
    Original original,
    @Nullable String rejection) {

  /** Place of a record in Kafka. */
  public record Source(String topic, int partition, long offset) {}

  /** One unchanged header. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String key, byte @Nullable [] value) {}

  /** Unchanged key and headers; the value is {@link FrameRecord#bytes}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Original(byte @Nullable [] key, List<Header> headers) {}
}
