package io.manako.operator.metrics;

import static java.util.Objects.requireNonNull;

import io.manako.focus.FrameViews;
import io.manako.operator.FrameResult;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * Metrics of one camera in one subtask. Every frame is counted when it is taken and once more, by
 * its outcome, when its result is emitted. The task's thread counts; any thread reads.
 */
public final class CameraMetrics {
  private final LongSupplier clock;
  private final Counter taken = new SimpleCounter();
  private final Map<FrameOutcome, Counter> ended = new EnumMap<>(FrameOutcome.class);
  private final BucketHistogram latency =
      BucketHistogram.ofSeconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
  private final Counter wholeViews = new SimpleCounter();
  private final Counter crops = new SimpleCounter();
  private volatile long lastTaken;
  private volatile double movingShare;

  /**
   * Counts from zero.
   *
   * @param clock processing time, ms since the epoch
   */
  CameraMetrics(LongSupplier clock) {
    this.clock = clock;
    for (FrameOutcome outcome : FrameOutcome.values()) {
      ended.put(outcome, new SimpleCounter());
    }
  }

  /** Registers everything in the camera's own group. */
  void register(MetricGroup camera) {
    camera.counter("frames_in_total", taken);
    ended.forEach(
        (outcome, count) ->
            camera.addGroup("outcome", outcome.label()).counter("frames_total", count));
    Gauge<Double> age = () -> silentMillis(clock.getAsLong()) / 1e3;
    camera.gauge("last_frame_age_seconds", age);
    latency.register(camera.addGroup("latency_seconds"));
    camera.addGroup("view", "whole").counter("focus_views_total", wholeViews);
    camera.addGroup("view", "crop").counter("focus_views_total", crops);
    Gauge<Double> moving = () -> movingShare;
    camera.gauge("focus_moving_share", moving);
  }

  /** Counts a frame that has been taken. */
  void frameTaken(long now) {
    taken.inc();
    lastTaken = now;
  }

  /** Counts a frame whose result is emitted. */
  void frameEnded(FrameResult result, long now) {
    requireNonNull(ended.get(FrameOutcome.of(result))).inc();
    latency.record(TimeUnit.MILLISECONDS.toNanos(now - result.eventTime().toEpochMilli()));
  }

  /** Counts the views of a frame that was processed with a focus. */
  void focused(FrameViews frame) {
    wholeViews.inc(frame.views().whole() ? 1 : 0);
    crops.inc(frame.views().parts().size());
    movingShare = frame.moving().share();
  }

  /** Time since the last frame was taken, in ms. */
  long silentMillis(long now) {
    return Math.max(0, now - lastTaken);
  }
}
