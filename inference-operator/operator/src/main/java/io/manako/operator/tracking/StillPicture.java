package io.manako.operator.tracking;

import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.time.EventTime;
import io.manako.time.TimeSpan;
import java.time.Instant;

/**
 * Picture that a camera shows, and how long it has shown it. The noise of a sensor makes any two
 * pictures of a working camera differ, even at night.
 *
 * @param hash hash of the picture, 0 before the first
 * @param since event time of the first frame that showed it, µs since 1970
 * @param frames number of frames that showed it
 * @param reported whether {@code camera.frozen} was emitted
 */
public record StillPicture(long hash, long since, int frames, boolean reported) {
  /** Placeholder before the first picture. */
  public static final StillPicture NONE = new StillPicture(0, 0, 0, false);

  /** Event time of the first frame that showed it. */
  Instant start() {
    return EventTime.instant(since);
  }

  /** Returns the picture after one more frame. A frame that was not decoded changes nothing. */
  StillPicture next(long seen, LastFrame frame) {
    if (seen == 0) {
      return this;
    }
    return seen == hash
        ? new StillPicture(hash, since, frames + 1, reported)
        : new StillPicture(seen, frame.micros(), 1, false);
  }

  /** Whether the picture has lasted longer than any picture of a working camera. */
  boolean isFrozen(LastFrame now, TrackingOptions options) {
    return frames >= options.frozenFrames()
        && now.micros() - since >= TimeSpan.micros(options.frozenAfter());
  }

  /** Returns the same picture after {@code camera.frozen} was emitted. */
  StillPicture asReported() {
    return new StillPicture(hash, since, frames, true);
  }
}
