package io.manako.track.scene;

import java.util.List;

/**
 * What is counted of one camera's window. Immutable.
 *
 * @param window its start, µs since 1970; {@link #NO_WINDOW} before the first frame and after a
 *     silence
 * @param first event time of the first frame in it, µs since 1970
 * @param last event time of the last frame in it, µs since 1970
 * @param frames that were looked at
 * @param tallies by zone and label; without a window, of those who are still there
 */
public record CountState(long window, long first, long last, int frames, List<Tally> tallies) {
  public static final long NO_WINDOW = Long.MIN_VALUE;

  /** Before the first frame. */
  public static final CountState EMPTY = new CountState(NO_WINDOW, 0, 0, 0, List.of());

  public CountState {
    tallies = List.copyOf(tallies);
  }

  /**
   * One zone and class.
   *
   * @param zoneId where
   * @param label the class
   * @param present how many tracks are in the zone now
   * @param visits stays that overlap the window: who was there at its beginning, and who entered
   * @param entered stays that began in the window
   * @param exited stays that ended in the window
   * @param peak the most that were there in one frame
   */
  public record Tally(
      String zoneId, String label, int present, int visits, int entered, int exited, int peak) {

    static Tally empty(String zoneId, String label) {
      return new Tally(zoneId, label, 0, 0, 0, 0, 0);
    }

    /** With one who came. */
    Tally entering() {
      return new Tally(zoneId, label, present + 1, visits + 1, entered + 1, exited, peak);
    }

    /** With one who left. */
    Tally leaving() {
      int left = Math.max(0, present - 1);
      return new Tally(zoneId, label, left, visits, entered, exited + 1, peak);
    }

    /** After a frame. */
    Tally seen() {
      return new Tally(zoneId, label, present, visits, entered, exited, Math.max(peak, present));
    }

    /** Of the next window's beginning. */
    Tally carried() {
      return new Tally(zoneId, label, present, present, 0, 0, present);
    }
  }
}
