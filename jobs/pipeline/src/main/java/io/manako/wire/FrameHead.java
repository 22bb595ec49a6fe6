package io.manako.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameRecord.Source;
import io.manako.operator.FrameResult;
import io.manako.operator.tracking.FrameDetections;
import java.io.IOException;

/**
 * The frame that a record is about: the fields that the results of all tasks begin with.
 *
 * @param name the frame's ids
 * @param source the place of the frame's record
 * @param position the frame's place in the record
 */
record FrameHead(Name name, Source source, FramePosition position) {

  /**
   * A frame's ids.
   *
   * @param frameId id of the frame itself
   * @param cameraId id of its camera
   * @param streamEpoch epoch, new each time the camera or its producer restarts
   * @param sequence number of the record within its epoch
   */
  record Name(String frameId, String cameraId, String streamEpoch, long sequence) {}

  static FrameHead of(FrameResult result) {
    FrameRecord frame = result.frame();
    Name name = new Name(result.frameId(), frame.cameraId(), frame.streamEpoch(), frame.sequence());
    return new FrameHead(name, frame.source(), result.position());
  }

  static FrameHead of(FrameDetections frame) {
    Name name = new Name(frame.frameId(), frame.cameraId(), frame.streamEpoch(), frame.sequence());
    Picture picture = new Picture(frame.width(), frame.height(), frame.pictureHash());
    FramePosition position =
        new FramePosition(frame.index(), frame.eventTime(), frame.ptsNanos(), picture);
    return new FrameHead(name, frame.source(), position);
  }

  /** The id of the frame's n-th detection. */
  String detectionId(int detection) {
    return name.frameId() + "#" + detection;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStringField("frame_id", name.frameId());
    json.writeStringField("camera_id", name.cameraId());
    json.writeStringField("stream_epoch", name.streamEpoch());
    json.writeNumberField("sequence", name.sequence());
    json.writeStringField("event_time", ResultWriter.time(position.eventTime()));
    Long ptsNanos = position.ptsNanos();
    if (ptsNanos == null) {
      json.writeNullField("pts_ns");
    } else {
      json.writeNumberField("pts_ns", ptsNanos);
    }
    json.writeObjectFieldStart("source");
    json.writeStringField("topic", source.topic());
    json.writeNumberField("partition", source.partition());
    json.writeNumberField("offset", source.offset());
    json.writeNumberField("index", position.index());
    json.writeEndObject();
    picture(json, position.picture());
  }

  private static void picture(JsonGenerator json, Picture picture) throws IOException {
    if (picture.width() == 0) {
      json.writeNullField("image");
      return;
    }
    json.writeObjectFieldStart("image");
    json.writeNumberField("width", picture.width());
    json.writeNumberField("height", picture.height());
    json.writeEndObject();
  }
}
