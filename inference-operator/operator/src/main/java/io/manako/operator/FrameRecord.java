package io.manako.operator;

import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One record of the frames topic: encoded bytes of one picture or of one self-contained GOP, and
 * who captured it when.
 *
 * @param cameraId the record's key; empty if {@code rejection} says that it was missing
 * @param frameId unique; {@code <camera>/<epoch>/<sequence>} unless the producer named one
 * @param streamEpoch new each time the camera or its producer restarts
 * @param sequence +1 per captured frame
 * @param eventTime when it was captured
 * @param ptsNanos the stream's own clock, or null
 * @param traceparent W3C trace context that goes into every record about the frame, or null
 * @param contentType such as {@code image/jpeg}; null to sniff it from the first bytes
 * @param source where the record lies
 * @param bytes the encoded value
 * @param original key and headers as they came, for dead letters
 * @param rejection why the record breaks the contract, a sentence, or null
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

  /** Where a record lies in Kafka. */
  public record Source(String topic, int partition, long offset) {}

  /** One header as it came. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String key, byte @Nullable [] value) {}

  /** Key and headers as they came; the value is {@link FrameRecord#bytes}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Original(byte @Nullable [] key, List<Header> headers) {}
}
