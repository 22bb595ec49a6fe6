package io.manako.dashboard.state;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Plays a camera's frames at the pace at which they were captured. Results that are written exactly
 * once become readable in bursts, one for each checkpoint; without playback, a camera would jump
 * once every few seconds.
 *
 * <p>Each frame is shown once its event time plus a delay has passed. The delay is the longest time
 * for which a result of the last ten to twenty seconds was under way, but at most six seconds more
 * than the shortest, so that a camera which catches up is not held back for long. Instances are not
 * thread-safe.
 */
final class Playback {
  private static final int MOST = 32;
  private static final long SPACING_MILLIS = 240;
  private static final long LONGEST_EXTRA_MILLIS = 6_000;
  private static final long WINDOW_MILLIS = 10_000;

  /** Step back of the clock from which the clock counts as set, or the camera as restarted. */
  private static final long RESTART_MILLIS = 5_000;

  private final ArrayDeque<SeenFrame> pending = new ArrayDeque<>();
  private long windowStart = Long.MIN_VALUE;
  private Lags now = Lags.NONE;
  private Lags before = Lags.NONE;

  private record Lags(long shortest, long longest) {
    static final Lags NONE = new Lags(Long.MAX_VALUE, Long.MIN_VALUE);

    Lags with(long lag) {
      return new Lags(Math.min(shortest, lag), Math.max(longest, lag));
    }
  }

  void add(SeenFrame frame, long arrivedMillis) {
    remember(arrivedMillis - frame.eventMillis(), arrivedMillis);
    if (merge(frame)) {
      return;
    }
    SeenFrame last = pending.peekLast();
    long step = last == null ? SPACING_MILLIS : frame.eventMillis() - last.eventMillis();
    if (step <= -RESTART_MILLIS) {
      pending.clear();
    } else if (step < SPACING_MILLIS) {
      return;
    }
    if (pending.size() == MOST) {
      pending.removeFirst();
    }
    pending.addLast(frame);
  }

  private void remember(long lag, long arrivedMillis) {
    if (arrivedMillis - windowStart >= WINDOW_MILLIS || windowStart == Long.MIN_VALUE) {
      before = now;
      now = Lags.NONE;
      windowStart = arrivedMillis;
    }
    now = now.with(lag);
  }

  /**
   * Merges a frame with its earlier record, because detections and tracks of one frame arrive
   * apart.
   */
  private boolean merge(SeenFrame frame) {
    boolean found = false;
    ArrayDeque<SeenFrame> merged = new ArrayDeque<>(pending.size());
    for (SeenFrame next : pending) {
      boolean same = next.id().equals(frame.id());
      merged.addLast(same ? next.with(frame) : next);
      found |= same;
    }
    if (found) {
      pending.clear();
      pending.addAll(merged);
    }
    return found;
  }

  /**
   * Removes and returns the frame to show now, or null if none has become due since the last call.
   */
  @Nullable SeenFrame due(long nowMillis) {
    long delay =
        Math.min(
            Math.max(now.longest, before.longest),
            Math.min(now.shortest, before.shortest) + LONGEST_EXTRA_MILLIS);
    SeenFrame due = null;
    for (Iterator<SeenFrame> frames = pending.iterator(); frames.hasNext(); ) {
      SeenFrame next = frames.next();
      if (next.eventMillis() + delay > nowMillis) {
        break;
      }
      due = next;
      frames.remove();
    }
    return due;
  }

  int size() {
    return pending.size();
  }
}
