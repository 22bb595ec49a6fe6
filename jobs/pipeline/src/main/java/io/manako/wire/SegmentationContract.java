package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.RunLengthMask;
import io.manako.detect.Segment;
import io.manako.model.Task;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.wire.ResultWriter.Answer;
import java.io.IOException;
import java.util.Objects;

/**
 * The segmentations topic: one record for every frame, also for those that were skipped or failed.
 */
public final class SegmentationContract implements JsonContract<FrameResult> {
  private static final long serialVersionUID = 1L;

  @Override
  public String schema() {
    return "video.segmentations/1";
  }

  @Override
  public Envelope envelope(FrameResult result) {
    return Envelope.of(result);
  }

  @Override
  public void write(FrameResult result, JsonGenerator json) throws IOException {
    ModelInfo model = Objects.requireNonNull(result.models().segmenter(), "no segmenter");
    FrameStatus status = result.status(Task.SEGMENTATION);
    Answer answer = new Answer(model, status, result.failure());
    ResultWriter.write(json, FrameHead.of(result), answer);
    segments(json, result);
  }

  private static void segments(JsonGenerator json, FrameResult result) throws IOException {
    json.writeArrayFieldStart("segments");
    for (Segment segment : result.segments()) {
      json.writeStartObject();
      json.writeNumberField("class_id", segment.classId());
      json.writeStringField("label", segment.label());
      ResultWriter.fraction(json, "share", segment.share());
      mask(json, segment.mask());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void mask(JsonGenerator json, RunLengthMask mask) throws IOException {
    json.writeObjectFieldStart("mask");
    json.writeArrayFieldStart("size");
    json.writeNumber(mask.height());
    json.writeNumber(mask.width());
    json.writeEndArray();
    json.writeStringField("counts", mask.counts());
    json.writeEndObject();
  }
}
