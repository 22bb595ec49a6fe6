package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.detect.Detection;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.FrameTracks;
import io.manako.wire.ResultWriter.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tracks topic: one record for every frame. The detections record has a {@code track_id} in
 * each object, null while its track is not confirmed. The box of a track is smooth. An object below
 * the model's score threshold is in it only if it continues a track.
 */
public final class TrackContract implements JsonContract<FrameTracks> {
  private static final long serialVersionUID = 1L;

  @Override
  public String schema() {
    return "video.tracks/1";
  }

  @Override
  public Envelope envelope(FrameTracks tracks) {
    FrameDetections frame = tracks.frame();
    return Envelope.ofCamera(frame.cameraId(), frame.eventTime(), frame.traceparent());
  }

  @Override
  public void write(FrameTracks tracks, JsonGenerator json) throws IOException {
    FrameDetections frame = tracks.frame();
    Failure failure = frame.failure() == null ? tracks.untracked() : frame.failure();
    FrameHead head = FrameHead.of(frame);
    ResultWriter.write(json, head, new Answer(frame.model(), status(tracks), failure));
    objects(json, head, tracks);
  }

  private static FrameStatus status(FrameTracks tracks) {
    boolean weak = tracks.frame().status() == FrameStatus.EMPTY;
    boolean shown =
        IntStream.range(0, tracks.trackIds().size()).anyMatch(i -> tracks.isReported(i));
    return weak && shown ? FrameStatus.OK : tracks.frame().status();
  }

  private static void objects(JsonGenerator json, FrameHead head, FrameTracks tracks)
      throws IOException {
    List<Long> trackIds = tracks.trackIds();
    List<Detection> detections = tracks.frame().detections();
    json.writeArrayFieldStart("objects");
    for (int i = 0; i < detections.size(); i++) {
      if (!tracks.isReported(i)) {
        continue;
      }
      Detection detection = detections.get(i);
      json.writeStartObject();
      json.writeStringField("detection_id", head.detectionId(i));
      if (trackIds.get(i) == 0) {
        json.writeNullField("track_id");
      } else {
        json.writeNumberField("track_id", trackIds.get(i));
      }
      json.writeNumberField("class_id", detection.classId());
      json.writeStringField("label", detection.label());
      ResultWriter.score(json, detection.score());
      ResultWriter.box(json, detection.box());
      ResultWriter.sighting(json, tracks.frame().carriedFrom(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
