package io.manako.wire;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Failed frame to {@link DeadLetter}. */
public final class DeadLetterSerializer implements TopicSerializer<FrameResult> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int maxBytes;

  /**
   * Creates a serializer for one topic.
   *
   * @param topic topic of the dead letters
   * @param maxBytes greatest size of a record in the topic; a larger letter is written without its
   *     value
   */
  public DeadLetterSerializer(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  /** Whether a result is also written as a dead letter. */
  public static boolean isDead(FrameResult result) {
    return result.status() == FrameStatus.DECODE_ERROR
        || result.status() == FrameStatus.INFERENCE_ERROR;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      FrameResult result, KafkaSinkContext context, @Nullable Long timestamp) {
    FrameRecord frame = result.frame();
    Failure failure = Objects.requireNonNull(result.failure(), "a failed frame says why");
    return new DeadLetter(
            frame.original(), frame.bytes(), result.eventTime(), failure, frame.source())
        .toRecord(topic, maxBytes);
  }

  @Override
  public String topic() {
    return topic;
  }
}
