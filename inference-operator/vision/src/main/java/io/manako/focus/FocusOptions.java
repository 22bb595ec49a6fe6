package io.manako.focus;

import java.io.Serializable;
import java.time.Duration;

/**
 * Options of motion-driven views.
 *
 * @param crops largest number of crops of a frame, 1 … {@value #MOST_CROPS}
 * @param wholeEvery number of frames of which one is processed whole, 1 … {@value #MOST_FRAMES}
 * @param carryFor time for which an object that is not processed again stays in the records, 0 … 1
 *     h
 */
public record FocusOptions(int crops, int wholeEvery, Duration carryFor) implements Serializable {
  public static final int MOST_CROPS = 16;
  public static final int MOST_FRAMES = 1000;

  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the value, if one of them is out of its range
   */
  public FocusOptions {
    require(crops >= 1 && crops <= MOST_CROPS, "crops", crops);
    require(wholeEvery >= 1 && wholeEvery <= MOST_FRAMES, "whole-every", wholeEvery);
    require(!carryFor.isNegative() && carryFor.compareTo(LONGEST) <= 0, "carry-for", carryFor);
  }

  private static void require(boolean valid, String name, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + value + ", which is out of its range");
    }
  }
}
