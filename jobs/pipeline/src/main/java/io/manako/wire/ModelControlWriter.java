package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ModelReference;
import io.manako.operator.models.ModelRole;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes the control records that {@link ModelControlReader} reads. */
public final class ModelControlWriter {
  private static final JsonMapper JSON = new JsonMapper();

  private ModelControlWriter() {}

  /**
   * Request for a model.
   *
   * @param slot slot of the model
   * @param role role of the model in the slot
   * @param model the model; null for the configured one
   * @param activateAt event time from which the model is in effect
   */
  public record Wish(
      ModelSlot slot, ModelRole role, @Nullable ModelReference model, Instant activateAt) {}

  /** Returns the record of a request. */
  public static ProducerRecord<byte[], byte[]> record(String topic, Wish wish) {
    String slot = wish.slot().wireName();
    ObjectNode json = JSON.createObjectNode();
    json.put("slot", slot);
    json.put("role", wish.role().wireName());
    ModelReference model = wish.model();
    json.put("model", model == null ? null : model.name());
    if (model != null) {
      json.put("version", model.version());
      json.put("sha256", model.sha256());
    }
    json.put("activate_at", wish.activateAt().toString());
    String key = wish.role() == ModelRole.SHADOW ? slot + ModelControlReader.SHADOW_KEY : slot;
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), json.toString().getBytes(UTF_8));
  }

  /**
   * Reads a record as a job does.
   *
   * @return the reason for which the record would be refused, a sentence, or null
   */
  public static @Nullable String rejection(
      ProducerRecord<byte[], byte[]> record, ModelOffers offers) {
    return new ControlDeserializer(Set.of(), offers)
        .read(new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value()))
        .rejection();
  }
}
