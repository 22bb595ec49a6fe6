package io.manako.operator.batch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * When each camera was last looked at, for the {@code sample} policy. Holds the {@value #MAX}
 * cameras that were looked at last.
 */
public final class SampledCameras {
  private static final int MAX = 10_000;

  /** A clock that was set back by more than this begins anew. */
  private static final long CLOCK_SET_BACK_MILLIS = 1000;

  private final double maxRate;
  private final Map<String, Sampled> cameras = new LinkedHashMap<>();

  /** {@code mine}: whether the camera's frames came to this subtask since it started. */
  private record Sampled(long eventMillis, boolean mine) {}

  public SampledCameras(double maxRate) {
    this.maxRate = maxRate;
  }

  /** Whether a frame is the first of its slot; if so, the slot is taken. */
  boolean accept(String camera, long eventMillis) {
    Sampled last = cameras.get(camera);
    if (last != null
        && slot(eventMillis) <= slot(last.eventMillis)
        && eventMillis >= last.eventMillis - CLOCK_SET_BACK_MILLIS) {
      return false;
    }
    put(camera, new Sampled(eventMillis, true));
    return true;
  }

  private double slot(long eventMillis) {
    return Math.floor(eventMillis * maxRate / 1000);
  }

  private void put(String camera, Sampled sampled) {
    cameras.remove(camera);
    cameras.put(camera, sampled);
    if (cameras.size() > MAX) {
      Iterator<String> oldest = cameras.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Takes a camera from a checkpoint; every subtask gets every camera. */
  public void restore(String camera, long eventMillis) {
    Sampled known = cameras.get(camera);
    if (known == null || known.eventMillis < eventMillis) {
      put(camera, new Sampled(eventMillis, false));
    }
  }

  /**
   * Gives what belongs into a checkpoint: the cameras that this subtask looked at, and of those
   * that nobody has seen since the restart its share, so that the state does not grow with each
   * restart.
   */
  public void snapshot(Predicate<String> share, BiConsumer<String, Long> to) {
    cameras.forEach(
        (camera, sampled) -> {
          if (sampled.mine || share.test(camera)) {
            to.accept(camera, sampled.eventMillis);
          }
        });
  }
}
