package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame's detections with the tracks that they belong to.
 *
 * @param frame frame with its detections; the boxes of tracks are smooth
 * @param trackIds id of the track of each detection, 0 if it is in no confirmed track
 * @param untracked reason why the frame was not tracked, or null if it was
 */
public record FrameTracks(FrameDetections frame, List<Long> trackIds, @Nullable Failure untracked) {
  /** Beginning of the reason why a frame cannot be tracked. */
  static final String UNTRACKED = "the frame is not tracked: ";

  private static final Failure LATE =
      new Failure(
          Stage.TRACKING,
          "late",
          "late: a later frame of this camera came first; it is not tracked");

  /** Returns a frame that came after a later one of its camera. */
  public static FrameTracks late(FrameDetections frame) {
    return untracked(frame, LATE);
  }

  /** Returns a frame that is not tracked. */
  static FrameTracks untracked(FrameDetections frame, Failure reason) {
    return new FrameTracks(frame, Collections.nCopies(frame.detections().size(), 0L), reason);
  }

  /** Whether the frame came after a later one of its camera. */
  public boolean isLate() {
    return LATE.equals(untracked);
  }

  /**
   * Whether a detection is for readers: it reaches the detector's score threshold, or a track shows
   * that it is an object.
   */
  public boolean isReported(int detection) {
    return trackIds.get(detection) != 0
        || frame.detections().get(detection).score() >= frame.model().scoreThreshold();
  }

  /** Returns the failure of a frame that cannot be tracked. */
  static Failure failure(Throwable cause) {
    return new Failure(Stage.TRACKING, cause.getClass().getName(), UNTRACKED + cause);
  }
}
