package io.manako.track.scene;

import io.manako.time.EventTime;
import java.time.Instant;
import java.util.List;

/**
 * State of one camera's zones and lines. Instances are immutable.
 *
 * @param stays tracks in zones
 * @param sides last sides of tracks at lines
 * @param totals counts of the lines that were crossed
 * @param passages tracks that were seen beyond a line and are not counted yet
 */
public record SceneState(
    List<Stay> stays, List<Side> sides, List<Total> totals, List<Passage> passages) {
  /** State before the first frame. */
  public static final SceneState EMPTY = new SceneState(List.of(), List.of(), List.of(), List.of());

  public SceneState {
    stays = List.copyOf(stays);
    sides = List.copyOf(sides);
    totals = List.copyOf(totals);
    passages = List.copyOf(passages);
  }

  /**
   * Stay of a track in a zone.
   *
   * @param zoneId id of the zone
   * @param trackId id of the track
   * @param label name of the track's class
   * @param since event time of the entry, µs since 1970
   * @param lastSeen event time of the last detection in the zone, µs since 1970
   * @param dwellsEmitted number of {@code zone.dwell} events emitted for this stay
   */
  public record Stay(
      String zoneId, long trackId, String label, long since, long lastSeen, long dwellsEmitted) {

    /** Event time of the entry. */
    Instant start() {
      return EventTime.instant(since);
    }
  }

  /**
   * Last place of a track that was clearly on one side of a line.
   *
   * @param lineId id of the line
   * @param trackId id of the track
   * @param place the place, as fractions of the frame
   */
  public record Side(String lineId, long trackId, Point place) {}

  /**
   * Number of crossings of a line in each direction.
   *
   * @param lineId id of the line
   * @param leftToRight crossings from left to right
   * @param rightToLeft crossings from right to left
   */
  public record Total(String lineId, long leftToRight, long rightToLeft) {}

  /**
   * Track that was seen clearly beyond a line, in too few frames to count as a crossing.
   *
   * @param lineId id of the line
   * @param trackId id of the track
   * @param label name of the track's class
   * @param toRight whether the track went from left to right
   * @param since event time of the first frame beyond, µs since 1970
   * @param frames number of frames in which the track was seen clearly beyond
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
