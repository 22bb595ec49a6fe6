package io.manako.operator.tracking;

import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Zones and lines that were published while the job runs. Every task keeps the same ones, because
 * they depend on the changes alone. A camera whose changes were taken back is removed later:
 * earlier frames may still be on their way.
 */
final class LiveScenes {
  private static final Logger LOG = LoggerFactory.getLogger(LiveScenes.class);

  /** Number of cameras that are kept although their changes were taken back. */
  static final int MOST_ENDED = 1000;

  private static final Comparator<Ended> BY_TIME =
      Comparator.comparingLong(Ended::micros).thenComparing(Ended::camera);

  private final SceneBook scenes;
  private @Nullable TreeSet<Ended> index;

  /** A camera that is back at its configured scene since an event time, µs since 1970. */
  private record Ended(long micros, String camera) {}

  LiveScenes(SceneBook scenes) {
    this.scenes = scenes;
  }

  /** Takes one change. */
  void take(SceneChange change, BroadcastState<String, SceneTimeline> live) throws Exception {
    String camera = change.cameraId();
    @Nullable SceneTimeline known = live.get(camera);
    if (known == null && change.scene() == null && !scenes.changes().containsKey(camera)) {
      return; // There is nothing to take back.
    }
    TreeSet<Ended> ended = ended(live);
    if (known != null) {
      ended.removeIf(each -> each.camera().equals(camera));
    }
    SceneTimeline before = known == null ? SceneTimeline.EMPTY : known;
    before.pushedOutBy(change).ifPresent(time -> warn(camera, time));
    SceneTimeline next = before.with(change);
    live.put(camera, next);
    if (mayLeave(camera, next)) {
      ended.add(new Ended(lastMicros(next), camera));
    }
    while (ended.size() > MOST_ENDED) {
      live.remove(ended.pollFirst().camera());
    }
  }

  private static void warn(String camera, Instant time) {
    LOG.warn(
        "Camera {} has more than {} future changes of zones and lines: the furthest, of {}, is"
            + " dropped. Publish it again when others have come into effect.",
        camera,
        SceneTimeline.MOST,
        time);
  }

  private TreeSet<Ended> ended(BroadcastState<String, SceneTimeline> live) throws Exception {
    TreeSet<Ended> known = index;
    if (known == null) {
      known = new TreeSet<>(BY_TIME);
      for (Map.Entry<String, SceneTimeline> each : live.entries()) {
        if (mayLeave(each.getKey(), each.getValue())) {
          known.add(new Ended(lastMicros(each.getValue()), each.getKey()));
        }
      }
      index = known;
    }
    return known;
  }

  /**
   * Whether a camera may be removed: its last change takes its scene back, and no change was
   * published before the start, which would be in effect again.
   */
  private boolean mayLeave(String camera, SceneTimeline timeline) {
    return !scenes.changes().containsKey(camera)
        && timeline.entries().get(timeline.entries().size() - 1).scene() == null;
  }

  private static long lastMicros(SceneTimeline timeline) {
    return timeline.entries().get(timeline.entries().size() - 1).micros();
  }
}
