package io.manako.job;

import io.manako.track.scene.SceneChange;
import java.util.LinkedHashSet;
import java.util.Set;

/** The cameras whose zones and lines are published: the first so many that come. */
final class SceneRoster {
  private final int most;
  private final Set<String> cameras = new LinkedHashSet<>();

  SceneRoster(int most) {
    this.most = most;
  }

  /** Whether there is room for a change. One that takes back makes room. */
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

  /** Puts a camera of a checkpoint in, whatever the limit is now. */
  void restore(String camera) {
    cameras.add(camera);
  }

  Set<String> cameras() {
    return cameras;
  }
}
