package io.manako.wire;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Refused control record to dead letter, at stage {@code contract}. */
public final class ControlLetterSerializer implements TopicSerializer<ControlRecord> {
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
  public ControlLetterSerializer(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ControlRecord control, KafkaSinkContext context, @Nullable Long timestamp) {
    String reason =
        "Control record refused, the old settings stay: "
            + Objects.requireNonNull(control.rejection(), "a refused record says why")
            + ".";
    Failure failure = new Failure(Stage.CONTRACT, "ContractViolation", reason);
    return new DeadLetter(
            control.original(), control.value(), control.time(), failure, control.source())
        .toRecord(topic, maxBytes);
  }

  @Override
  public String topic() {
    return topic;
  }
}
