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

  /**
   * Starts a record that follows the contract.
   *
   * @param cameraId key of the record
   * @param frameId unique id of the frame
   * @param source place of the record in Kafka
   * @param bytes the encoded value
   */
  public static Builder builder(String cameraId, String frameId, Source source, byte[] bytes) {
    return new Builder(cameraId, frameId, source, bytes);
  }

  /** Place of a record in Kafka. */
  public record Source(String topic, int partition, long offset) {}

  /** One unchanged header. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String key, byte @Nullable [] value) {}

  /** Unchanged key and headers; the value is {@link FrameRecord#bytes}. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Original(byte @Nullable [] key, List<Header> headers) {}

  /**
   * Builds a record. By default its epoch is {@code "0"}, its sequence the offset of its source,
   * its time the epoch of Unix, its original without key and headers, and everything that may be
   * null is null.
   */
  public static final class Builder {
    private final String cameraId;
    private final String frameId;
    private final Source source;
    private final byte[] bytes;
    private String streamEpoch = "0";
    private long sequence;
    private Instant eventTime = Instant.EPOCH;
    private @Nullable Long ptsNanos;
    private @Nullable String traceparent;
    private @Nullable String contentType;
    private Original original = new Original(null, List.of());
    private @Nullable String rejection;

    private Builder(String cameraId, String frameId, Source source, byte[] bytes) {
      this.cameraId = cameraId;
      this.frameId = frameId;
      this.source = source;
      this.bytes = bytes;
      this.sequence = source.offset();
    }

    /** Sets the epoch of the stream and the number of the frame in it. */
    public Builder stream(String epoch, long number) {
      streamEpoch = epoch;
      sequence = number;
      return this;
    }

    /** Sets the time of capture. */
    public Builder eventTime(Instant time) {
      eventTime = time;
      return this;
    }

    /** Sets the time of the stream's own clock in ns. */
    public Builder ptsNanos(@Nullable Long nanos) {
      ptsNanos = nanos;
      return this;
    }

    /** Sets the W3C trace context. */
    public Builder traceparent(@Nullable String context) {
      traceparent = context;
      return this;
    }

    /** Sets the media type. */
    public Builder contentType(@Nullable String type) {
      contentType = type;
      return this;
    }

    /** Sets the unchanged key and headers. */
    public Builder original(Original record) {
      original = record;
      return this;
    }

    /** Sets the reason why the record breaks the contract, a sentence. */
    public Builder rejection(@Nullable String reason) {
      rejection = reason;
      return this;
    }

    /** Returns the record. */
    public FrameRecord build() {
      return new FrameRecord(
          cameraId,
          frameId,
          streamEpoch,
          sequence,
          eventTime,
          ptsNanos,
          traceparent,
          contentType,
          source,
          bytes,
          original,
          rejection);
    }
  }
}
