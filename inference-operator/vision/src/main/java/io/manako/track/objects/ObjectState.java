package io.manako.track.objects;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Objects of one camera that were seen lately. Instances are immutable.
 *
 * @param lastId number of the last new object, 0 at first
 * @param known last sightings, one of each track that may still be seen or continued
 */
public record ObjectState(long lastId, List<Known> known) {
  /** State before the first frame. */
  public static final ObjectState EMPTY = new ObjectState(0, List.of());

  public ObjectState {
    known = List.copyOf(known);
  }

  /**
   * Returns the state without its tracks, because their ids end with the stream epoch. No number of
   * an object is given twice.
   */
  public ObjectState withoutTracks() {
    return new ObjectState(lastId, List.of());
  }

  /** Returns the numbers of the objects that may be seen again. */
  public Set<Long> objectIds() {
    return known.stream().map(Known::objectId).collect(Collectors.toSet());
  }

  /**
   * Last sighting of a track.
   *
   * @param objectId number of the object that the track shows
   * @param sighting the track and its last box
   * @param lastSeen event time of the sighting, µs since 1970
   * @param atBorder whether the box ended at an edge of the picture
   * @param pace motion of the box's centre
   */
  public record Known(
      long objectId, Sighting sighting, long lastSeen, boolean atBorder, Pace pace) {
    long trackId() {
      return sighting.trackId();
    }
  }

  /**
   * Motion of a box's centre, smoothed.
   *
   * @param x pixels a second to the right
   * @param y pixels a second downwards
   */
  public record Pace(double x, double y) {
    static final Pace NONE = new Pace(0, 0);

    /** Time over which the motion is smoothed, in seconds. */
    private static final double SMOOTHING = 0.5;

    /** Returns the motion after a step from one sighting to the next. */
    Pace after(Sighting from, Sighting to, double seconds) {
      double weight = 1 / (seconds + SMOOTHING);
      double stepX = to.centreX() - from.centreX();
      double stepY = to.centreY() - from.centreY();
      return new Pace(x + weight * (stepX - x * seconds), y + weight * (stepY - y * seconds));
    }
  }
}
