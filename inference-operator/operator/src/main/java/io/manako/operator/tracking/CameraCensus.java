package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Counts the cameras of which this task keeps state, and refuses those beyond the bounds. Flink
 * does not report how many keys a state has. The count is kept by key group, because key groups
 * move between tasks when a job is rescaled.
 */
final class CameraCensus {
  /** Number of refused cameras that are remembered, so that each is counted once. */
  private static final int MOST_REFUSED = 1000;

  private final CameraBounds bounds;
  private final TaskInfo task;
  private final Map<Integer, Integer> byGroup = new TreeMap<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private final Counter refusals = new SimpleCounter();
  private volatile int total;

  CameraCensus(CameraBounds bounds, TaskInfo task) {
    this.bounds = bounds;
    this.task = task;
  }

  void register(MetricGroup group) {
    group.gauge("tracked_cameras", () -> total);
    group.counter("refused_cameras_total", refusals);
  }

  /**
   * Returns the reason why a camera is not tracked, or null if it is. A listed camera that is
   * tracked stays tracked.
   *
   * @param followed whether there is state of the camera
   */
  @Nullable Failure refusal(String camera, boolean followed) {
    boolean listed = bounds.lists(camera);
    if (listed && (followed || total < bounds.most())) {
      return null;
    }
    countRefusal(camera);
    return listed ? bounds.full() : CameraBounds.unlisted();
  }

  void came(String camera) {
    add(groupOf(camera), 1);
  }

  /**
   * Notes that a camera's state is gone. A camera from an older release's savepoint was never
   * counted.
   */
  void left(String camera) {
    int group = groupOf(camera);
    if (byGroup.getOrDefault(group, 0) > 0) {
      add(group, -1);
    }
  }

  private void countRefusal(String camera) {
    if (!refused.add(camera)) {
      return;
    }
    refusals.inc();
    if (refused.size() > MOST_REFUSED) {
      refused.remove(refused.iterator().next());
    }
  }

  /**
   * Returns the counts of this task's key groups: each number has a group in its upper half and the
   * count of the group in its lower half.
   */
  List<Long> snapshot() {
    List<Long> counts = new ArrayList<>();
    byGroup.forEach((group, count) -> counts.add(((long) group << Integer.SIZE) | count));
    return counts;
  }

  /** Takes the counts of all tasks and keeps those of its own key groups. */
  void restore(Iterable<Long> counts) {
    for (long each : counts) {
      int group = (int) (each >>> Integer.SIZE);
      if (isOwn(group)) {
        add(group, (int) each);
      }
    }
  }

  private boolean isOwn(int group) {
    return task.getIndexOfThisSubtask()
        == KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
            task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks(), group);
  }

  private int groupOf(String camera) {
    return KeyGroupRangeAssignment.assignToKeyGroup(camera, task.getMaxNumberOfParallelSubtasks());
  }

  private void add(int group, int cameras) {
    byGroup.merge(group, cameras, Integer::sum);
    byGroup.values().removeIf(count -> count == 0);
    total = byGroup.values().stream().mapToInt(Integer::intValue).sum();
  }
}
