package io.manako.operator.tracking;

import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.time.EventTime;
import io.manako.time.TimeSpan;
import java.time.Instant;

/**
 * How long a camera has shown one picture. A sensor's noise makes any two pictures of a living
 * camera differ, also at night.
 *
 * @param hash of the picture, 0 before the first
 * @param since event time of the first frame that showed it, µs since 1970
 * @param frames that showed it
 * @param told whether {@code camera.frozen} was told
 */
public record StillPicture(long hash, long since, int frames, boolean told) {
  /** Before the first picture. */
  public static final StillPicture NONE = new StillPicture(0, 0, 0, false);

  /** Event time of the first frame that showed it. */
  Instant start() {
    return EventTime.instant(since);
  }

  /** After one more frame. One that was not decoded shows nothing and changes nothing. */
  StillPicture next(long seen, LastFrame frame) {
    if (seen == 0) {
      return this;
    }
    return seen == hash
        ? new StillPicture(hash, since, frames + 1, told)
        : new StillPicture(seen, frame.micros(), 1, false);
  }

  /** Whether it lasts for longer than any living camera's. */
  boolean isFrozen(LastFrame now, TrackingOptions options) {
    return frames >= options.frozenFrames()
        && now.micros() - since >= TimeSpan.micros(options.frozenAfter());
  }

  StillPicture asTold() {
    return new StillPicture(hash, since, frames, true);
  }
}
