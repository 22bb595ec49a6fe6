package io.manako.wire;

import io.manako.operator.Stage;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Wraps another serializer and writes a dead letter in place of each record that it cannot write,
 * because its exception would recur with the record after every restart. The letter has no value;
 * its reason names the topic and the record that should have been written there.
 */
public final class FailsafeSerializer<T> implements TopicSerializer<T> {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN_CHARS = 300;

  private final TopicSerializer<T> serializer;
  private final String deadLetters;

  /**
   * Another serializer with dead letters for what it cannot write.
   *
   * @param deadLetters topic of the letters
   */
  public FailsafeSerializer(TopicSerializer<T> serializer, String deadLetters) {
    this.serializer = serializer;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) throws Exception {
    serializer.open(context, sinkContext);
  }

  @Override
  public @Nullable ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    try {
      return serializer.serialize(element, context, timestamp);
    } catch (RuntimeException | StackOverflowError e) {
      return letter(element, timestamp, e);
    }
  }

  private ProducerRecord<byte[], byte[]> letter(
      T element, @Nullable Long timestamp, Throwable cause) {
    Headers headers = new RecordHeaders();
    ResultHeaders.put(headers, "vf-stage", Stage.SERIALIZATION.word());
    ResultHeaders.put(headers, "vf-error", cause.getClass().getName());
    String reason =
        "%s cannot write a record (%s): %s".formatted(serializer.name(), cause, shown(element));
    ResultHeaders.put(headers, "vf-reason", ResultWriter.bounded(reason));
    Long time = timestamp == null || timestamp < 0 ? null : timestamp;
    return new ProducerRecord<>(deadLetters, null, time, null, new byte[0], headers);
  }

  private static String shown(Object element) {
    try {
      String text = String.valueOf(element);
      return text.substring(0, Math.min(text.length(), MAX_SHOWN_CHARS));
    } catch (RuntimeException | StackOverflowError e) {
      return element.getClass().getSimpleName();
    }
  }

  @Override
  public String topic() {
    return serializer.topic();
  }
}
