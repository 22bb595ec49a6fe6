package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Detection;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.wire.ResultWriter.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The detections topic: one record for every frame, also for those that were skipped or failed. */
public final class DetectionContract implements JsonContract<FrameResult> {
  private static final long serialVersionUID = 1L;

  @Override
  public String schema() {
    return "video.detections/1";
  }

  @Override
  public Envelope envelope(FrameResult result) {
    return Envelope.of(result);
  }

  @Override
  public void write(FrameResult result, JsonGenerator json) throws IOException {
    ModelInfo model = Objects.requireNonNull(result.models().detector(), "no detector");
    FrameStatus status = result.status(Task.DETECTION);
    Answer answer = new Answer(model, status, result.failure());
    ResultWriter.write(json, FrameHead.of(result), answer);
    objects(json, result);
  }

  private static void objects(JsonGenerator json, FrameResult result) throws IOException {
    FrameHead head = FrameHead.of(result);
    json.writeArrayFieldStart("objects");
    List<Detection> detections = result.detections();
    for (int i = 0; i < detections.size(); i++) {
      Detection detection = detections.get(i);
      json.writeStartObject();
      json.writeStringField("detection_id", head.detectionId(i));
      json.writeNumberField("class_id", detection.classId());
      json.writeStringField("label", detection.label());
      ResultWriter.score(json, detection.score());
      ResultWriter.box(json, detection.box());
      ResultWriter.keypoints(json, result.outcome().keypoints(i));
      ResultWriter.sighting(json, result.carried().frameOf(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
