package io.manako.wire;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelRefusal;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Control record whose model failed to dead letter, at stage {@code inference}. */
public final class ModelLetterSerializer implements TopicSerializer<ModelRefusal> {
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
  public ModelLetterSerializer(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ModelRefusal refusal, KafkaSinkContext context, @Nullable Long timestamp) {
    ModelChange.Origin origin = refusal.change().origin();
    String reason = "Model not used, the old one stays: " + refusal.reason() + ".";
    Failure failure = new Failure(Stage.INFERENCE, refusal.error(), reason);
    return new DeadLetter(
            origin.original(), origin.value(), origin.time(), failure, origin.source())
        .toRecord(topic, maxBytes);
  }

  @Override
  public String topic() {
    return topic;
  }
}
