package io.manako.track;

import java.io.Serializable;
import java.time.Duration;

/**
 * Beginning and end of a track.
 *
 * @param confirmAfter frames in a row with a detection after which a track gets an id, at least 1
 * @param forgetAfter time without a detection after which a track ends, more than 0 and at most 1 h
 */
public record TrackLife(int confirmAfter, Duration forgetAfter) implements Serializable {
  private static final Duration LONGEST = Duration.ofHours(1);

  public static final TrackLife DEFAULT = new TrackLife(2, Duration.ofSeconds(2));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public TrackLife {
    if (confirmAfter < 1) {
      throw new IllegalArgumentException(
          "confirm-after is " + confirmAfter + ", it must be at least 1 frame");
    }
    if (forgetAfter.isNegative() || forgetAfter.isZero()) {
      throw new IllegalArgumentException(
          "forget-after is " + forgetAfter + ", it must be more than 0");
    }
    if (forgetAfter.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "forget-after is " + forgetAfter + ", it must be at most " + LONGEST);
    }
  }
}
