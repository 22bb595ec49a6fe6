package io.manako.operator.batch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Event time of the last processed frame of each camera, for the {@code sample} policy. Holds the
 * {@value #MAX} cameras whose frames were processed last.
 */
public final class SampledCameras {
  private static final int MAX = 10_000;

  /** A camera whose clock is set back by more than this begins anew. */
  private static final long CLOCK_SET_BACK_MILLIS = 1000;

  private final double maxRate;
  private final Map<String, Sampled> cameras = new LinkedHashMap<>();

  /**
   * The last processed frame of a camera.
   *
   * @param mine whether a frame of the camera has come to this subtask since it started
   */
  private record Sampled(long eventMillis, boolean mine) {}

  /**
   * Creates a table without cameras.
   *
   * @param maxRate frames per second and camera that pass, more than 0
   */
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
   * Passes on the content of a checkpoint: the cameras whose frames this subtask processed, and its
   * share of those that no subtask has seen since the restart. So the state does not grow with each
   * restart.
   *
   * @param share whether an unseen camera belongs to this subtask's share
   * @param to takes each camera and the event time of its last frame in ms
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
