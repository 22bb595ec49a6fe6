package io.manako.cli.drawing;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.tracking.FrameDetections;
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
 * @param carried whether it was seen in an earlier frame only
 */
public record SeenObject(long trackId, String label, Box box, boolean carried) {

  /** Converts an object of a record of the tracks topic. */
  public static SeenObject of(DetectedObject object) {
    Long id = object.trackId();
    return new SeenObject(id == null ? 0 : id, object.label(), object.box(), object.carried());
  }

  /** Converts those objects of a frame's tracks that its record has. */
  public static List<SeenObject> of(FrameTracks tracks) {
    return IntStream.range(0, tracks.trackIds().size())
        .filter(tracks::isReported)
        .mapToObj(i -> of(tracks, i))
        .toList();
  }

  private static SeenObject of(FrameTracks tracks, int index) {
    FrameDetections frame = tracks.frame();
    Detection detection = frame.detections().get(index);
    return new SeenObject(
        tracks.trackIds().get(index),
        detection.label(),
        detection.box(),
        frame.carriedFrom(index) != null);
  }
}
