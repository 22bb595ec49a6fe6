package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Classification;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.wire.ResultWriter.Answer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The classifications topic: one record for every crop that was classified, and one for a frame
 * that has no crops.
 */
public final class ClassificationContract implements JsonContract<ClassifiedItem> {
  private static final long serialVersionUID = 1L;

  @Override
  public String schema() {
    return "video.classifications/1";
  }

  @Override
  public Envelope envelope(ClassifiedItem item) {
    return Envelope.of(item.result());
  }

  @Override
  public void write(ClassifiedItem item, JsonGenerator json) throws IOException {
    FrameResult result = item.result();
    ModelInfo model = Objects.requireNonNull(result.models().classifier(), "no classifier");
    FrameStatus status = result.status(Task.CLASSIFICATION);
    Answer answer = new Answer(model, status, result.failure());
    ResultWriter.write(json, FrameHead.of(result), answer);
    crop(json, item);
    topK(json, item.classified());
  }

  private static void crop(JsonGenerator json, ClassifiedItem item) throws IOException {
    Classified classified = item.classified();
    if (classified == null || classified.detection() < 0) {
      json.writeNullField("crop");
      return;
    }
    FrameResult result = item.result();
    json.writeObjectFieldStart("crop");
    json.writeStringField("detection_id", FrameHead.of(result).detectionId(classified.detection()));
    ResultWriter.box(json, result.detections().get(classified.detection()).box());
    json.writeEndObject();
  }

  private static void topK(JsonGenerator json, @Nullable Classified classified) throws IOException {
    json.writeArrayFieldStart("top_k");
    if (classified != null) {
      for (Classification candidate : classified.topK()) {
        json.writeStartObject();
        json.writeNumberField("class_id", candidate.classId());
        json.writeStringField("label", candidate.label());
        ResultWriter.score(json, candidate.score());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
