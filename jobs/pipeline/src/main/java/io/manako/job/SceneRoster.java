package io.manako.job;

import io.manako.track.scene.SceneChange;
import java.util.LinkedHashSet;
import java.util.Set;

/** Cameras whose zones and lines are published, up to a limit, in the order of their records. */
final class SceneRoster {
  private final int most;
  private final Set<String> cameras = new LinkedHashSet<>();

  SceneRoster(int most) {
    this.most = most;
  }

  /**
   * Returns whether there is room for a change. A record that removes zones and lines makes room.
   */
  boolean admits(SceneChange change) {
    if (change.scene() == null) {
      cameras.remove(change.cameraId());
      return true;
    }
    if (!cameras.contains(change.cameraId()) && cameras.size() >= most) {
      return false;
    }
    cameras.add(change.cameraId());
    return true;
  }

  /** Adds a camera of a checkpoint, whatever the limit is now. */
  void restore(String camera) {
    cameras.add(camera);
  }

  Set<String> cameras() {
    return cameras;
  }
}
