package io.manako.cli.capture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Identity of a sender of frames.
 *
 * @param id key of its records
 * @param epoch stream epoch, new each time the camera restarts
 * @param start capture time of the frame with pts 0
 */
public record Camera(String id, String epoch, Instant start) {

  /** Returns a camera that starts now, in a new epoch. */
  public static Camera startingNow(String id) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Camera(id, Long.toString(now.toEpochMilli()), now);
  }
}
