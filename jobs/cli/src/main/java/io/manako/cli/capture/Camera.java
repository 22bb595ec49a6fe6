package io.manako.cli.capture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who sends frames, and since when.
 *
 * @param id the key of its records
 * @param epoch new each time the camera restarts
 * @param start when the frame with pts 0 was captured
 */
public record Camera(String id, String epoch, Instant start) {

  /** A camera that starts now, in an epoch of its own. */
  public static Camera startingNow(String id) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Camera(id, Long.toString(now.toEpochMilli()), now);
  }
}
