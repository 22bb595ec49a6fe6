package io.manako.dashboard.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Interest of the viewers in cameras. A camera whose pictures are requested gets several a second,
 * the others one every few seconds, and without any viewer no picture is read at all. Instances are
 * thread-safe.
 */
public final class Audience {
  private static final int MOST = 1_000;
  private static final long WATCHED_MILLIS = 5_000;
  private static final long BUSY_SPACING_MILLIS = 230;
  private static final long IDLE_SPACING_MILLIS = 5_000;

  private final LongSupplier clock;
  private final Map<String, Long> looked = new ConcurrentHashMap<>();
  private final Map<String, Long> offered = new ConcurrentHashMap<>();
  private volatile int viewers;

  /**
   * Creates an audience without viewers.
   *
   * @param clock clock in milliseconds
   */
  public Audience(LongSupplier clock) {
    this.clock = clock;
  }

  /** Sets the number of browsers. */
  public void viewers(int count) {
    viewers = count;
  }

  /** Records a request for a camera's picture. */
  public void looked(String camera) {
    if (looked.size() < MOST || looked.containsKey(camera)) {
      looked.put(camera, clock.getAsLong());
    }
  }

  /**
   * Returns the cameras whose next picture may be read now, those first that have waited longest.
   */
  List<String> turns(List<String> cameras) {
    looked.keySet().retainAll(cameras);
    offered.keySet().retainAll(cameras);
    List<String> turns = new ArrayList<>();
    if (viewers == 0) {
      return turns;
    }
    long now = clock.getAsLong();
    for (String camera : cameras) {
      boolean watched = now - looked.getOrDefault(camera, 0L) < WATCHED_MILLIS;
      long spacing = watched ? BUSY_SPACING_MILLIS : IDLE_SPACING_MILLIS;
      if (now - offered.getOrDefault(camera, 0L) >= spacing) {
        turns.add(camera);
      }
    }
    turns.sort(Comparator.comparingLong(camera -> offered.getOrDefault(camera, 0L)));
    return turns;
  }

  /** Records that a camera has had its turn. */
  void offered(String camera) {
    offered.put(camera, clock.getAsLong());
  }
}
