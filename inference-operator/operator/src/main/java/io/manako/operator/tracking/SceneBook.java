package io.manako.operator.tracking;

import io.manako.track.scene.Scene;
import io.manako.track.scene.SceneTimeline;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Zones and lines of all cameras as they are known when the job starts.
 *
 * @param configured zones and lines by camera id; other cameras have none
 * @param changes changes that were published before the job started, by camera id
 */
public record SceneBook(Map<String, Scene> configured, Map<String, SceneTimeline> changes)
    implements Serializable {

  /** Book in which no camera has zones or lines. */
  public static final SceneBook EMPTY = new SceneBook(Map.of(), Map.of());

  public SceneBook {
    configured = Map.copyOf(configured);
    changes = Map.copyOf(changes);
  }

  /** Returns a book without published changes. */
  public static SceneBook of(Map<String, Scene> configured) {
    return new SceneBook(configured, Map.of());
  }

  /**
   * Returns the zones and lines of a camera at the time of a frame.
   *
   * @param live changes that were published since, which override older ones for the same time
   */
  Scene at(String cameraId, Instant time, @Nullable SceneTimeline live) {
    Scene start = configured.getOrDefault(cameraId, Scene.EMPTY);
    SceneTimeline early = changes.getOrDefault(cameraId, SceneTimeline.EMPTY);
    if (live == null) {
      return early.at(time, start);
    }
    return (early.entries().isEmpty() ? live : early.later(live)).at(time, start);
  }
}
