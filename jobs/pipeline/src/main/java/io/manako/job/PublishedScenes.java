package io.manako.job;

import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Zones and lines of a topic's cameras, up to a limit: the topic may name any number of cameras
 * that do not exist. Removed zones and lines are kept for as many cameras again, because earlier
 * frames may still be unread.
 */
final class PublishedScenes {
  private final int most;
  private final SceneRoster roster;
  private final Map<String, SceneTimeline> byCamera = new TreeMap<>();
  private final Set<String> takenBack = new LinkedHashSet<>();

  PublishedScenes(int most) {
    this.most = most;
    this.roster = new SceneRoster(most);
  }

  /** Adds the next change of the topic. Changes beyond the limit are dropped. */
  void add(SceneChange change) {
    String camera = change.cameraId();
    if (!roster.admits(change) || (change.scene() == null && !byCamera.containsKey(camera))) {
      return;
    }
    byCamera.merge(camera, SceneTimeline.EMPTY.with(change), (known, next) -> known.with(change));
    takenBack.remove(camera);
    if (change.scene() == null) {
      takenBack.add(camera);
    }
    if (takenBack.size() > most) {
      String oldest = takenBack.iterator().next();
      takenBack.remove(oldest);
      byCamera.remove(oldest);
    }
  }

  Map<String, SceneTimeline> byCamera() {
    return byCamera;
  }
}
