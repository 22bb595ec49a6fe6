package io.manako.job;

import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The zones and lines of a topic's cameras, of so many at most: the topic may name any number of
 * cameras that do not exist. As many more are kept whose changes were taken back, because frames of
 * before may still be to be read.
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

  /** Takes the next change of the topic. Those beyond the limit are left out. */
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
