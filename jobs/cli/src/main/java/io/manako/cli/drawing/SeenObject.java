package io.manako.cli.drawing;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.tracking.FrameTracks;
import io.manako.wire.ResultRecord.DetectedObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Object to draw.
 *
 * @param trackId id, or 0 if it is in no confirmed track
 * @param label class
 * @param box box in pixels
 */
public record SeenObject(long trackId, String label, Box box) {

  /** Converts an object of a record of the tracks topic. */
  public static SeenObject of(DetectedObject object) {
    Long id = object.trackId();
    return new SeenObject(id == null ? 0 : id, object.label(), object.box());
  }

  /** Converts the objects of a frame's tracks. */
  public static List<SeenObject> of(FrameTracks tracks) {
    List<Detection> detections = tracks.frame().detections();
    return IntStream.range(0, detections.size())
        .mapToObj(i -> of(tracks.trackIds().get(i), detections.get(i)))
        .toList();
  }

  private static SeenObject of(long trackId, Detection detection) {
    return new SeenObject(trackId, detection.label(), detection.box());
  }
}
