package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Box;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of results as JSON whose bytes are the same in every replay: fixed field order,
 * times in milliseconds, boxes with {@value #BOX_DECIMALS} decimals (pixels), scores and shares with
 * {@value #SCORE_DECIMALS}. Numbers go through {@link BigDecimal}, because {@link Double#toString}
 * changed its digits with JDK 19.
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
   * What the contract knows better than the result.
   *
   * @param model that answered
   * @param status of its task
   */
  record Answer(ModelInfo model, FrameStatus status) {}

  /** Writes what the results of all tasks share. */
  static void write(JsonGenerator json, FrameResult result, Answer answer) throws IOException {
    frame(json, result);
    source(json, result);
    model(json, answer.model());
    json.writeStringField("status", answer.status().wireName());
    json.writeStringField("status_reason", reason(result));
  }

  static void box(JsonGenerator json, Box box) throws IOException {
    json.writeArrayFieldStart("bbox");
    json.writeNumber(decimal(box.x(), BOX_DECIMALS));
    json.writeNumber(decimal(box.y(), BOX_DECIMALS));
    json.writeNumber(decimal(box.width(), BOX_DECIMALS));
    json.writeNumber(decimal(box.height(), BOX_DECIMALS));
    json.writeEndArray();
  }

  static void score(JsonGenerator json, float score) throws IOException {
    fraction(json, "score", score);
  }

  static void fraction(JsonGenerator json, String field, float value) throws IOException {
    json.writeNumberField(field, decimal(value, SCORE_DECIMALS));
  }

  /** The id of a frame's n-th detection. */
  static String detectionId(FrameResult result, int detection) {
    return result.frameId() + "#" + detection;
  }

  /** A reason of bounded length, or null. */
  static @Nullable String reason(FrameResult result) {
    FrameResult.Failure failure = result.failure();
    if (failure == null) {
      return null;
    }
    return bounded(failure.reason());
  }

  static String bounded(String reason) {
    return reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
  }

  private static void frame(JsonGenerator json, FrameResult result) throws IOException {
    json.writeStringField("frame_id", result.frameId());
    json.writeStringField("camera_id", result.frame().cameraId());
    json.writeStringField("stream_epoch", result.frame().streamEpoch());
    json.writeNumberField("sequence", result.frame().sequence());
    json.writeStringField("event_time", time(result.eventTime()));
    Long ptsNanos = result.ptsNanos();
    if (ptsNanos == null) {
      json.writeNullField("pts_ns");
    } else {
      json.writeNumberField("pts_ns", ptsNanos);
    }
  }

  private static void source(JsonGenerator json, FrameResult result) throws IOException {
    Source source = result.frame().source();
    json.writeObjectFieldStart("source");
    json.writeStringField("topic", source.topic());
    json.writeNumberField("partition", source.partition());
    json.writeNumberField("offset", source.offset());
    json.writeNumberField("index", result.index());
    json.writeEndObject();
    if (result.width() == 0) {
      json.writeNullField("image");
      return;
    }
    json.writeObjectFieldStart("image");
    json.writeNumberField("width", result.width());
    json.writeNumberField("height", result.height());
    json.writeEndObject();
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
