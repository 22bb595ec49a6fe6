package io.manako.dashboard.state;

import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import org.jspecify.annotations.Nullable;

/**
 * Boxes of a camera's last frames if none of the boxes was in a track, as with thresholds that do
 * not suit the detector. The records do not contain the score that starts a track, so the page
 * shows the best score of the boxes. Instances are not thread-safe.
 */
final class UntrackedBoxes {
  /** Number of frames in a row, with boxes but without a track, after which the page says so. */
  static final int FRAMES = 300;

  private int frames;
  private float best;

  /**
   * Adds a tracks record. A record says nothing if it has no box, or a reason why its frame was not
   * tracked.
   */
  void add(ResultRecord tracks) {
    if (tracks.statusReason() != null || tracks.objects().isEmpty()) {
      return;
    }
    if (tracks.objects().stream().anyMatch(object -> object.trackId() != null)) {
      frames = 0;
      best = 0;
      return;
    }
    frames = Math.min(frames + 1, FRAMES);
    for (DetectedObject object : tracks.objects()) {
      best = Math.max(best, object.score());
    }
  }

  /** Returns the best score of the boxes, 0 … 1; null before {@value #FRAMES} such frames. */
  @Nullable Float bestScore() {
    return frames < FRAMES ? null : best;
  }
}
