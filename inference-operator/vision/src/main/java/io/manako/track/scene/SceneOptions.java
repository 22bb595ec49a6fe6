package io.manako.track.scene;

import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;

/**
 * Options for zones and lines.
 *
 * @param anchor point of a box that counts
 * @param hysteresis distance of the anchor beyond an edge from which it has left a zone or crossed
 *     a line, as a fraction of the box's height, 0 … 1
 * @param crossAfter number of frames clearly beyond a line after which a track has crossed it, at
 *     least 1
 * @param dwellAfter length of a stay after which {@code zone.dwell} is emitted, at least 1 ms
 * @param dwellEvery interval at which {@code zone.dwell} is emitted again, at least 1 ms
 */
public record SceneOptions(
    Anchor anchor, double hysteresis, int crossAfter, Duration dwellAfter, Duration dwellEvery)
    implements Serializable {

  public static final SceneOptions DEFAULT =
      new SceneOptions(
          Anchor.BOTTOM_CENTRE, 0.05, 2, Duration.ofSeconds(10), Duration.ofSeconds(10));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public SceneOptions {
    if (!(hysteresis >= 0 && hysteresis <= 1)) {
      throw new IllegalArgumentException("hysteresis is " + hysteresis + ", it must be 0 … 1");
    }
    if (crossAfter < 1) {
      throw new IllegalArgumentException("cross-after is " + crossAfter + ", it must be 1 or more");
    }
    TimeSpan.requireMillis("dwell-after", dwellAfter);
    TimeSpan.requireMillis("dwell-every", dwellEvery);
  }
}
