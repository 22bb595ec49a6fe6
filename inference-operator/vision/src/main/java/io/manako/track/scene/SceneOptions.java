package io.manako.track.scene;

import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;

/**
 * How zones and lines are watched.
 *
 * @param anchor which point of a box counts
 * @param hysteresis how far the anchor must be beyond an edge before it has left a zone or crossed
 *     a line, as a fraction of the box's height
 * @param crossAfter frames in which a track is seen clearly beyond a line before that counts as a
 *     crossing, 1 or more
 * @param dwellAfter a stay of this length is told
 * @param dwellEvery and is told again whenever this has passed
 */
public record SceneOptions(
    Anchor anchor, double hysteresis, int crossAfter, Duration dwellAfter, Duration dwellEvery)
    implements Serializable {

  public static final SceneOptions DEFAULT =
      new SceneOptions(
          Anchor.BOTTOM_CENTRE, 0.05, 2, Duration.ofSeconds(10), Duration.ofSeconds(10));

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
