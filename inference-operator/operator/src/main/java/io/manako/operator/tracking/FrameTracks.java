package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame's detections with the tracks that they belong to.
 *
 * @param frame what was detected
 * @param trackIds for each detection its track, 0 if it is in no confirmed track
 * @param untracked why nobody looked for tracks, or null if somebody did
 */
public record FrameTracks(FrameDetections frame, List<Long> trackIds, @Nullable Failure untracked) {
  /** Begin of the reason of a frame that cannot be followed. */
  static final String UNTRACKED = "the frame is not tracked: ";

  private static final Failure LATE =
      new Failure(
          Stage.TRACKING,
          "late",
          "late: a later frame of this camera came first; it is not tracked");

  /** Of a frame that came after a later one of its camera. */
  public static FrameTracks late(FrameDetections frame) {
    return untracked(frame, LATE);
  }

  /** Of a frame that nobody follows. */
  static FrameTracks untracked(FrameDetections frame, Failure reason) {
    return new FrameTracks(frame, Collections.nCopies(frame.detections().size(), 0L), reason);
  }

  /** Whether the frame came after a later one of its camera. */
  public boolean isLate() {
    return LATE.equals(untracked);
  }

  /** Why a frame that cannot be followed is not. */
  static Failure failure(Throwable cause) {
    return new Failure(Stage.TRACKING, cause.getClass().getName(), UNTRACKED + cause);
  }
}
