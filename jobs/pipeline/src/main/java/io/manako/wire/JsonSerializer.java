package io.manako.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the records of one topic by one contract. */
public final class JsonSerializer<T> implements TopicSerializer<T> {
  private static final long serialVersionUID = 1L;
  private static final int USUAL_BYTES = 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private final String topic;
  private final JsonContract<T> contract;

  public JsonSerializer(String topic, JsonContract<T> contract) {
    this.topic = topic;
    this.contract = contract;
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public String name() {
    return contract.getClass().getSimpleName();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, @Nullable Long timestamp) {
    byte[] value = contract.value(element);
    Envelope envelope = contract.envelope(element);
    long time = ResultHeaders.timestamp(envelope.time());
    return new ProducerRecord<>(topic, null, time, envelope.key(), value, envelope.headers());
  }

  static <T> byte[] value(JsonContract<T> contract, T element) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("schema", contract.schema());
      contract.write(element, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
