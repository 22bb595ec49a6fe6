package io.manako.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelReference;
import io.manako.operator.models.ModelRole;
import io.manako.wire.ModelOffers.Offer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a control record's request about a model: {@code {slot, role, model, version, sha256, uri,
 * activate_at}}. Only models of the catalog can be named. A {@code uri} is compared with that of
 * the catalog and never opened. Without a model, the slot reverts to its configured model; a record
 * with a key but no value does so at its timestamp.
 */
final class ModelControlReader {
  private static final Set<String> FIELDS =
      Set.of("schema", "slot", "role", "model", "version", "sha256", "uri", "activate_at");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MAX_BYTES = 16 << 10;

  /** Suffix of the slot in the key of a shadow's record, so that compaction keeps both. */
  static final String SHADOW_KEY = "/shadow";

  private final ModelOffers offers;

  ModelControlReader(ModelOffers offers) {
    this.offers = offers;
  }

  /** Whether a record without a value is about a model. */
  boolean owns(String key) {
    return offers.slots().stream()
        .anyMatch(s -> key.equals(s.wireName()) || key.equals(s.wireName() + SHADOW_KEY));
  }

  /** Returns the request of a record with such a key and no value. */
  ModelChange takeBack(String key, ConsumerRecord<byte[], byte[]> record) {
    boolean shadow = key.endsWith(SHADOW_KEY);
    ModelSlot slot =
        offers.slot(shadow ? key.substring(0, key.length() - SHADOW_KEY.length()) : key);
    ModelRole role = shadow ? ModelRole.SHADOW : ModelRole.PRIMARY;
    ModelChange.Origin origin = ControlDeserializer.origin(record);
    return new ModelChange(slot, role, null, RecordTime.of(record), origin);
  }

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  ModelChange read(JsonNode json, ConsumerRecord<byte[], byte[]> record) {
    requireSmall(record);
    requireContract(json);
    ModelSlot slot = offers.slot(text(json, "slot"));
    ModelRole role = role(json);
    requireKey(record, slot, role);
    if (role == ModelRole.SHADOW && slot != ModelSlot.DETECTOR) {
      throw new IllegalArgumentException(
          "slot is %s; only the slot detector can have a shadow".formatted(slot.wireName()));
    }
    if (json.path("activate_at").isMissingNode() || json.path("activate_at").isNull()) {
      throw new IllegalArgumentException(
          "there is no activate_at; give the event time from which the model answers, such as 2026-01-05T10:00:04.200Z");
    }
    return new ModelChange(
        slot,
        role,
        model(json, slot),
        ControlReader.time(json.path("activate_at")),
        ControlDeserializer.origin(record));
  }

  private @Nullable ModelReference model(JsonNode json, ModelSlot slot) {
    if (json.path("model").isNull()) {
      requireAbsent(json, "version");
      requireAbsent(json, "sha256");
      requireAbsent(json, "uri");
      return null;
    }
    String name = text(json, "model");
    Offer offer = offers.model(name, slot);
    String version = text(json, "version");
    if (!version.equals(offer.version())) {
      throw new IllegalArgumentException(
          "version is %s, but the catalog has %s in version %s"
              .formatted(SceneReader.shortened(version), name, offer.version()));
    }
    String sha256 = text(json, "sha256");
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 is %s; it must be the 64 lower-case hex digits that './manako models show %s' prints"
              .formatted(SceneReader.shortened(sha256), name));
    }
    JsonNode uri = json.path("uri");
    if (!uri.isMissingNode() && !uri.isNull() && !offer.uri().equals(uri.textValue())) {
      throw new IllegalArgumentException(
          "uri is %s, but models come from the catalog alone, which has %s from %s; leave uri out"
              .formatted(SceneReader.shortened(uri.toString()), name, offer.uri()));
    }
    return new ModelReference(name, version, sha256);
  }

  private static ModelRole role(JsonNode json) {
    String name = text(json, "role");
    return Arrays.stream(ModelRole.values())
        .filter(role -> role.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "role is %s; it must be primary or shadow"
                        .formatted(SceneReader.shortened(name))));
  }

  /** Checks the key, because compaction keeps one record of each key. */
  private static void requireKey(
      ConsumerRecord<byte[], byte[]> record, ModelSlot slot, ModelRole role) {
    String key = ControlReader.key(record.key());
    String shadow = slot.wireName() + SHADOW_KEY;
    if (!key.equals(slot.wireName()) && !(role == ModelRole.SHADOW && key.equals(shadow))) {
      throw new IllegalArgumentException(
          "the key is %s; for this record it must be %s"
              .formatted(
                  SceneReader.shortened(key), role == ModelRole.SHADOW ? shadow : slot.wireName()));
    }
  }

  private static void requireContract(JsonNode json) {
    ControlReader.requireSchema(json);
    json.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                    "there is no field %s; a model's record has slot, role, model, version, sha256, uri and activate_at"
                        .formatted(SceneReader.shortened(field)));
              }
            });
  }

  /** Checks the size, because every checkpoint contains the record. */
  private static void requireSmall(ConsumerRecord<byte[], byte[]> record) {
    int bytes = record.serializedKeySize() + record.value().length;
    for (var header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the record has %d bytes; a model's record has at most %d with its key and headers",
              bytes,
              MAX_BYTES));
    }
  }

  private static void requireAbsent(JsonNode json, String field) {
    if (!json.path(field).isMissingNode() && !json.path(field).isNull()) {
      throw new IllegalArgumentException(
          "%s is %s, but model is null; leave it out, or name the model"
              .formatted(field, SceneReader.shortened(json.path(field).toString())));
    }
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new IllegalArgumentException(
          value.isMissingNode()
              ? "there is no " + field + "; a model's record needs it"
              : "%s is %s; it must be text"
                  .formatted(field, SceneReader.shortened(value.toString())));
    }
    return value.textValue();
  }
}
