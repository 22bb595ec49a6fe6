package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Box;
import io.manako.detect.Keypoint;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of results as JSON whose bytes are the same in every replay: fixed field order,
 * times in milliseconds, boxes with {@value #BOX_DECIMALS} decimals (pixels), scores and shares
 * with {@value #SCORE_DECIMALS}. Numbers go through {@link BigDecimal}, because {@link
 * Double#toString} changed its digits with JDK 19.
 */
final class ResultWriter {
  static final int BOX_DECIMALS = 2;
  static final int SCORE_DECIMALS = 6;
  static final int MAX_REASON_CHARS = 1000;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ResultWriter() {}

  /**
   * The answer of a model to a frame.
   *
   * @param model the model that answered
   * @param status status of its task
   * @param failure the reason why there is no answer, or null
   */
  record Answer(ModelInfo model, FrameStatus status, @Nullable Failure failure) {}

  /** Writes what the results of all tasks share. */
  static void write(JsonGenerator json, FrameHead head, Answer answer) throws IOException {
    head.write(json);
    model(json, answer.model());
    json.writeStringField("status", answer.status().wireName());
    Failure failure = answer.failure();
    json.writeStringField("status_reason", failure == null ? null : bounded(failure.reason()));
  }

  static void box(JsonGenerator json, Box box) throws IOException {
    json.writeArrayFieldStart("bbox");
    json.writeNumber(decimal(box.x(), BOX_DECIMALS));
    json.writeNumber(decimal(box.y(), BOX_DECIMALS));
    json.writeNumber(decimal(box.width(), BOX_DECIMALS));
    json.writeNumber(decimal(box.height(), BOX_DECIMALS));
    json.writeEndArray();
  }

  /** Writes the key points of an object, if it has any: x, y and perhaps a score of each. */
  static void keypoints(JsonGenerator json, List<Keypoint> points) throws IOException {
    if (points.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("keypoints");
    for (Keypoint point : points) {
      json.writeStartArray();
      json.writeNumber(decimal(point.x(), BOX_DECIMALS));
      json.writeNumber(decimal(point.y(), BOX_DECIMALS));
      if (point.score() != null) {
        json.writeNumber(decimal(point.score(), SCORE_DECIMALS));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /**
   * Marks an object that was carried from an earlier frame.
   *
   * @param frameId id of the frame in which it was seen last; null if it was seen in this one
   */
  static void sighting(JsonGenerator json, @Nullable String frameId) throws IOException {
    if (frameId != null) {
      json.writeStringField("seen", "carried");
      json.writeStringField("seen_in", frameId);
    }
  }

  static void score(JsonGenerator json, float score) throws IOException {
    fraction(json, "score", score);
  }

  static void fraction(JsonGenerator json, String field, float value) throws IOException {
    json.writeNumberField(field, decimal(value, SCORE_DECIMALS));
  }

  /** A reason of bounded length. */
  static String bounded(String reason) {
    return reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
  }

  private static void model(JsonGenerator json, ModelInfo model) throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("name", model.name());
    json.writeStringField("version", model.version());
    json.writeStringField("sha256", model.sha256());
    json.writeStringField("engine", model.engine());
    json.writeNumberField("score_threshold", decimal(model.scoreThreshold(), SCORE_DECIMALS));
    json.writeNumberField("iou_threshold", decimal(model.iouThreshold(), SCORE_DECIMALS));
    json.writeStringField("label_map", model.labelMap());
    json.writeEndObject();
  }

  static String time(Instant time) {
    return MILLIS.format(time);
  }

  private static BigDecimal decimal(float value, int decimals) {
    return BigDecimal.valueOf(Math.round(value * Math.pow(10, decimals)), decimals);
  }
}
