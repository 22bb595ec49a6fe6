package io.manako.operator.tracking;

import io.manako.operator.tracking.CameraState.LastFrame;
import io.manako.time.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Brings one camera's frames into the order in which the camera counted them. A frame whose
 * predecessor is missing waits until the predecessor comes, until a frame comes that was captured
 * the given time later, or until more than {@value #MOST} frames wait. Only event times are
 * compared, so the same frames in the same order of arrival give the same result. Frames without a
 * number keep the order of their partition.
 */
final class FrameOrder {
  /** Number of frames of one camera that may wait. */
  static final int MOST = 32;

  private static final Comparator<FrameDetections> BY_COUNT =
      Comparator.comparingLong(FrameDetections::sequence).thenComparingInt(FrameDetections::index);

  private final long waitMicros;

  FrameOrder(Duration wait) {
    waitMicros = TimeSpan.micros(wait);
  }

  /**
   * Result of ordering one more frame.
   *
   * @param ready frames to process now, in order
   * @param waiting frames that wait for a predecessor, in order
   */
  record Step(List<FrameDetections> ready, List<FrameDetections> waiting) {}

  /**
   * Takes one frame, in the order of arrival.
   *
   * @param last last frame that was processed
   * @param waiting frames that wait since the step before
   */
  Step take(LastFrame last, List<FrameDetections> waiting, FrameDetections frame) {
    if (!frame.numbered() || !frame.streamEpoch().equals(last.streamEpoch())) {
      List<FrameDetections> all = new ArrayList<>(waiting);
      all.add(frame);
      return new Step(all, List.of());
    }
    if (!LastFrame.of(frame).isCountedAfter(last)) {
      return new Step(List.of(frame), waiting);
    }
    List<FrameDetections> queue = new ArrayList<>(waiting);
    queue.add(frame);
    queue.sort(BY_COUNT);
    int ready = ready(last, queue);
    return new Step(
        List.copyOf(queue.subList(0, ready)), List.copyOf(queue.subList(ready, queue.size())));
  }

  private int ready(LastFrame last, List<FrameDetections> queue) {
    long newest =
        queue.stream().mapToLong(f -> LastFrame.of(f).micros()).max().orElse(Long.MIN_VALUE);
    LastFrame before = last;
    for (int i = 0; i < queue.size(); i++) {
      LastFrame next = LastFrame.of(queue.get(i));
      boolean over = newest - next.micros() >= waitMicros || queue.size() - i > MOST;
      if (!over && next.missingSince(before) > 0) {
        return i;
      }
      before = next;
    }
    return queue.size();
  }
}
