package io.manako.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.operator.models.ModelChange;
import io.manako.time.EventTime;
import io.manako.track.scene.SceneChange;
import io.manako.wire.SceneReader.CameraScene;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request of a control record. {@code {camera_id, activate_at, zones, lines}} sets all
 * zones and lines of a camera, and a record with the camera's id as key and without a value reverts
 * them to the configured ones. Without {@code activate_at}, the request takes effect at the
 * record's timestamp. {@link ModelControlReader} reads requests about models.
 */
final class ControlReader {
  private static final String SCHEMA = "video.control/1";
  private static final Set<String> FIELDS =
      Set.of("schema", "camera_id", "activate_at", "zones", "lines");
  private final Set<String> cameras;

  private final ModelControlReader models;
  private final boolean readsModels;

  /**
   * Creates a reader.
   *
   * @param cameras cameras that records may name; if empty, any
   * @param offers models that records may name
   */
  ControlReader(Set<String> cameras, ModelOffers offers) {
    this.cameras = Set.copyOf(cameras);
    this.models = new ModelControlReader(offers);
    this.readsModels = !offers.slots().isEmpty();
  }

  /**
   * Request of a record; both parts are null if the job does not read records about models.
   *
   * @param scene change of a camera's zones and lines, or null
   * @param model change of a model, or null
   */
  record Request(@Nullable SceneChange scene, @Nullable ModelChange model) {}

  /**
   * Reads one record.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  Request read(ConsumerRecord<byte[], byte[]> record) {
    Instant published = RecordTime.of(record);
    byte @Nullable [] value = record.value();
    if (value == null) {
      String key = key(record.key());
      return models.owns(key)
          ? new Request(null, models.takeBack(key, record))
          : new Request(new SceneChange(key, published, null, published), null);
    }
    JsonNode json = SceneReader.json(value);
    if (json.has("slot") && !json.has("camera_id")) {
      return new Request(null, readsModels ? models.read(json, record) : null);
    }
    requireContract(json);
    CameraScene read = SceneReader.read(json);
    requireKnown(read.cameraId());
    return new Request(
        new SceneChange(read.cameraId(), activation(json, published), read.scene(), published),
        null);
  }

  static void requireSchema(JsonNode json) {
    JsonNode schema = json.path("schema");
    if (!schema.isMissingNode() && !SCHEMA.equals(schema.asText())) {
      throw new IllegalArgumentException(
          "the schema is %s; this release reads %s".formatted(schema, SCHEMA));
    }
  }

  private static void requireContract(JsonNode json) {
    requireSchema(json);
    json.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                    "there is no field %s; a camera's record has camera_id, activate_at, zones and lines"
                        .formatted(SceneReader.shortened(field)));
              }
            });
    if (json.isObject() && !json.has("zones") && !json.has("lines")) {
      throw new IllegalArgumentException(
          "there are neither zones nor lines; to watch nothing, give empty lists");
    }
  }

  private void requireKnown(String camera) {
    if (!cameras.isEmpty() && !cameras.contains(camera)) {
      throw new IllegalArgumentException(
          "camera %s is unknown; tracking.cameras names the cameras that there are"
              .formatted(SceneReader.shortened(camera)));
    }
  }

  private static Instant activation(JsonNode json, Instant published) {
    JsonNode text = json.path("activate_at");
    if (text.isMissingNode() || text.isNull()) {
      return published;
    }
    return time(text);
  }

  /**
   * Reads an RFC 3339 time.
   *
   * @throws IllegalArgumentException with a sentence, if the text is not such a time
   */
  static Instant time(JsonNode text) {
    try {
      Instant time = OffsetDateTime.parse(text.asText()).toInstant();
      if (EventTime.isAccepted(time)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static IllegalArgumentException unreadable(JsonNode text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "activate_at is %s; it must be an RFC 3339 time between %s such as 2026-01-05T10:00:04.200Z"
            .formatted(SceneReader.shortened(text.toString()), EventTime.YEARS),
        cause);
  }

  static String key(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      throw new IllegalArgumentException(
          "the record has neither key nor value; give the camera's id as key to take its live zones and lines back, or a slot to take its model back");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the key is not UTF-8 text: it must be a camera's id", e);
    }
  }
}
