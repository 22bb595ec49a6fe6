package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import java.util.List;

/**
 * A frame's detections with the tracks that they belong to.
 *
 * @param frame what was detected
 * @param trackIds for each detection its track, 0 if it is in no confirmed track
 * @param late whether the frame came after a later one of its camera and so was not tracked
 */
public record FrameTracks(FrameDetections frame, List<Long> trackIds, boolean late) {

  /** Of a frame that cannot be followed. */
  static Failure failure(Throwable cause) {
    return new Failure(
        "tracking", cause.getClass().getName(), "the frame is not tracked: " + cause);
  }
}
