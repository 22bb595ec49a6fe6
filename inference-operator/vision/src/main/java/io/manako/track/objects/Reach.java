package io.manako.track.objects;

import io.manako.track.objects.ObjectState.Known;

/**
 * Place where a lost object is expected, and the distance from there at which it may be seen again.
 * Distances are in heights of the object, so they suit near and far objects alike. The numbers are
 * fitted to TUD-Stadtmitte and PETS09-S2L1; other numbers near by give nearly the same counts.
 *
 * @param lost last sighting of the object
 * @param seconds time since then, 0 … 15
 */
record Reach(Known lost, double seconds) {
  /** Time after which an object that is seen again counts as another. */
  static final long LONGEST_MICROS = 15_000_000;

  /** Time in seconds for which a lost object is assumed to go on as before. */
  private static final double MOVES_ON = 0.5;

  /** Error of the expected place at once, in heights. */
  private static final double NEAR = 0.5;

  /** Pace of an object that is out of sight, in heights a second. */
  private static final double PACE = 0.8;

  /** Longest way of an object that is out of sight, in heights. */
  private static final double FAR = 5;

  /** Ratio of two heights up to which they may be those of one object. */
  private static final double ALIKE = 1.6;

  private static final double MICROS = 1e6;

  static Reach of(Known lost, long now) {
    return new Reach(lost, seconds(lost, now));
  }

  /** Returns the time since an object was seen, in seconds. */
  static double seconds(Known known, long now) {
    return Math.max(0, now - known.lastSeen()) / MICROS;
  }

  /** Whether two sightings are of the same class and of similar size. */
  static boolean isAlike(Sighting one, Sighting other) {
    double ratio = (double) one.box().height() / other.box().height();
    return one.label().equals(other.label()) && ratio <= ALIKE && ratio >= 1 / ALIKE;
  }

  /** Returns the distance of a sighting from the expected place, in heights. */
  double distance(Sighting sighting) {
    Sighting last = lost.sighting();
    double moved = Math.min(seconds, MOVES_ON);
    double dx = sighting.centreX() - last.centreX() - moved * lost.pace().x();
    double dy = sighting.centreY() - last.centreY() - moved * lost.pace().y();
    double height = (sighting.box().height() + last.box().height()) / 2.0;
    return Math.sqrt(dx * dx + dy * dy) / height;
  }

  /**
   * Returns the distance up to which a sighting may be of this object; below 0 if it is too late.
   */
  double farthest() {
    return seconds * MICROS > LONGEST_MICROS ? -1 : Math.min(FAR, NEAR + PACE * seconds);
  }
}
