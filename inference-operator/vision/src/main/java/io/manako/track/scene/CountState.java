package io.manako.track.scene;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the current window of one camera. Instances are immutable.
 *
 * @param window start of the window, µs since 1970; {@link #NO_WINDOW} before the first frame and
 *     after a silence
 * @param first event time of the first frame in the window, µs since 1970
 * @param last event time of the last frame in the window, µs since 1970
 * @param frames number of processed frames
 * @param tallies counts by zone and label; without a window, those of tracks that are still present
 */
public record CountState(long window, long first, long last, int frames, List<Tally> tallies) {
  public static final long NO_WINDOW = Long.MIN_VALUE;

  /** State before the first frame. */
  public static final CountState EMPTY = new CountState(NO_WINDOW, 0, 0, 0, List.of());

  public CountState {
    tallies = List.copyOf(tallies);
  }

  /**
   * Counts of one class in one zone.
   *
   * @param zoneId id of the zone
   * @param label name of the class
   * @param present number of tracks in the zone now
   * @param visits number of stays that overlap the window: tracks present at its beginning, and
   *     tracks that entered
   * @param entered number of stays that began in the window
   * @param exited number of stays that ended in the window
   * @param peak greatest number of tracks in one frame
   * @param visitors different objects in the window
   */
  public record Tally(
      String zoneId,
      String label,
      int present,
      int visits,
      int entered,
      int exited,
      int peak,
      Visitors visitors) {

    static Tally empty(String zoneId, String label) {
      return new Tally(zoneId, label, 0, 0, 0, 0, 0, Visitors.NONE);
    }

    /**
     * Returns the counts after one more track has entered.
     *
     * @param object number of the object that the track shows, or null if unknown
     */
    Tally entering(long track, @Nullable Long object) {
      Visitors more = visitors.entering(track, object);
      return new Tally(zoneId, label, present + 1, visits + 1, entered + 1, exited, peak, more);
    }

    /** Returns the counts after one track has left. */
    Tally leaving(long track) {
      int left = Math.max(0, present - 1);
      Visitors after = visitors.leaving(track);
      return new Tally(zoneId, label, left, visits, entered, exited + 1, peak, after);
    }

    /**
     * Returns the counts after a frame.
     *
     * @param objects numbers of the objects that may be seen again
     */
    Tally seen(Set<Long> objects) {
      int most = Math.max(peak, present);
      Visitors after = visitors.remembering(objects);
      return new Tally(zoneId, label, present, visits, entered, exited, most, after);
    }

    /** Returns the counts at the beginning of the next window. */
    Tally carried() {
      return new Tally(zoneId, label, present, present, 0, 0, present, visitors.carried(present));
    }
  }
}
