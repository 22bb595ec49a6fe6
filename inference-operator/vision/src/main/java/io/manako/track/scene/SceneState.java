package io.manako.track.scene;

import io.manako.time.EventTime;
import java.time.Instant;
import java.util.List;

/**
 * All that is remembered of one camera's zones and lines. Immutable.
 *
 * @param stays who is in a zone
 * @param sides who is on which side of a line
 * @param totals of the lines that were crossed
 * @param passages who was seen beyond a line and has not been counted yet
 */
public record SceneState(
    List<Stay> stays, List<Side> sides, List<Total> totals, List<Passage> passages) {
  /** Before the first frame. */
  public static final SceneState EMPTY = new SceneState(List.of(), List.of(), List.of(), List.of());

  public SceneState {
    stays = List.copyOf(stays);
    sides = List.copyOf(sides);
    totals = List.copyOf(totals);
    passages = List.copyOf(passages);
  }

  /**
   * A track in a zone.
   *
   * @param zoneId where
   * @param trackId who
   * @param label the track's class
   * @param since event time of the entry, µs since 1970
   * @param lastSeen event time of the last sight in the zone, µs since 1970
   * @param dwellTold how often the stay was told as a dwell
   */
  public record Stay(
      String zoneId, long trackId, String label, long since, long lastSeen, long dwellTold) {

    /** Event time of the entry. */
    Instant start() {
      return EventTime.instant(since);
    }
  }

  /**
   * The last place of a track that was clearly on one side of a line.
   *
   * @param lineId which line
   * @param trackId who
   * @param place as a fraction of the frame
   */
  public record Side(String lineId, long trackId, Point place) {}

  /** How often a line was crossed in each direction. */
  public record Total(String lineId, long leftToRight, long rightToLeft) {}

  /**
   * A track that was seen clearly beyond a line, in too few frames to be sure that it crossed it.
   *
   * @param lineId which line
   * @param trackId who
   * @param label the track's class
   * @param toRight to which side it went
   * @param since event time of the first frame beyond, µs since 1970
   * @param frames in which it was seen clearly beyond
   */
  public record Passage(
      String lineId, long trackId, String label, boolean toRight, long since, int frames) {

    /** Event time of the first frame beyond. */
    Instant time() {
      return EventTime.instant(since);
    }

    Passage seenAgain() {
      return new Passage(lineId, trackId, label, toRight, since, frames + 1);
    }
  }
}
