package io.manako.operator.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a subtask's cameras by the label {@code camera_id}. Camera ids come from outside,
 * so at most {@value #MAX_CAMERAS} cameras have series of their own: cameras beyond, and those
 * whose id has control characters, share {@value #OTHER}; frames without a camera are {@value
 * #NONE}. A camera that has been silent for an hour is removed while others send, and counts from 0
 * if it comes back.
 */
final class CameraTable {
  /** Number of cameras with series of their own, some 20 series each. */
  static final int MAX_CAMERAS = 500;

  static final String OTHER = "_other";
  static final String NONE = "_none";
  static final Duration IDLE = Duration.ofHours(1);
  private static final String LABEL = "camera_id";
  private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

  private final MetricGroup group;
  private final LongSupplier clock;
  private final Map<String, CameraMetrics> cameras = new HashMap<>();
  private @Nullable CameraMetrics other;
  private long sweptAt;

  CameraTable(MetricGroup group, LongSupplier clock) {
    this.group = group;
    this.clock = clock;
    this.sweptAt = clock.getAsLong();
  }

  /**
   * Counts a frame that has been taken.
   *
   * @param cameraId id of the camera, possibly empty
   * @return metrics that count the frame's outcome
   */
  CameraMetrics frameTaken(String cameraId) {
    long now = clock.getAsLong();
    if (now - sweptAt >= SWEEP_MILLIS) {
      sweep(now);
    }
    CameraMetrics camera = find(cameraId.isEmpty() ? NONE : cameraId);
    camera.frameTaken(now);
    return camera;
  }

  /** Number of cameras with series of their own. */
  int size() {
    return cameras.size();
  }

  private CameraMetrics find(String label) {
    CameraMetrics known = cameras.get(label);
    if (known != null) {
      return known;
    }
    if (cameras.size() >= MAX_CAMERAS || label.equals(OTHER) || !isPrintable(label)) {
      return other();
    }
    CameraMetrics added = register(label, new CameraMetrics(clock));
    cameras.put(label, added);
    return added;
  }

  private CameraMetrics other() {
    CameraMetrics shared = other;
    if (shared == null) {
      shared = register(OTHER, new CameraMetrics(clock));
      other = shared;
    }
    return shared;
  }

  private CameraMetrics register(String label, CameraMetrics camera) {
    camera.register(group.addGroup(LABEL, label));
    return camera;
  }

  private void sweep(long now) {
    sweptAt = now;
    if (cameras.values().removeIf(camera -> camera.silentMillis(now) >= IDLE.toMillis())) {
      registerAnew();
    }
  }

  /**
   * Registers all cameras anew: a group keeps its children even when they are closed, so a single
   * camera cannot be removed.
   */
  private void registerAnew() {
    close(group, LABEL);
    cameras.forEach(this::register);
    if (other != null) {
      register(OTHER, other);
    }
  }

  /** Unregisters everything that a group has under a key. */
  static void close(MetricGroup group, String key) {
    if (group.addGroup(key) instanceof AbstractMetricGroup<?> children) {
      children.close();
    }
  }

  /** Whether a label has no control characters: scrapers read text. */
  private static boolean isPrintable(String label) {
    for (int i = 0; i < label.length(); i++) {
      if (Character.isISOControl(label.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
