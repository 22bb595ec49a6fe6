package io.manako.operator.models;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/** Decides when models that were swapped out are evicted. For the task's thread. */
final class ModelRetention {
  private final ModelRoles roles;
  private final Duration keepOld;
  private final ProcessingTimeService clock;
  private boolean inRecord;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * Creates the retention of the models of both roles.
   *
   * @param keepOld time without late frames after which models are evicted
   */
  ModelRetention(ModelRoles roles, Duration keepOld, ProcessingTimeService clock) {
    this.roles = roles;
    this.keepOld = keepOld;
    this.clock = clock;
  }

  /** Notes that a record begins: the models that its first frames leave may still run. */
  void recordStarted() {
    inRecord = true;
  }

  void recordEnded() {
    inRecord = false;
    if (roles.isCrowded()) {
      evict(clock.getCurrentProcessingTime());
    }
    if (roles.hasSwappedOut() && timer == null) {
      long due = clock.getCurrentProcessingTime() + keepOld.toMillis();
      timer = clock.registerTimer(due, this::keptLongEnough);
    }
  }

  private void keptLongEnough(long now) {
    timer = null;
    if (!inRecord) {
      evict(now);
      recordEnded();
    }
  }

  private void evict(long now) {
    long until = now - keepOld.toMillis();
    roles.primary().evict(until, roles.primary().sinceMicros());
    roles.shadow().evict(until, roles.shadow().sinceMicros());
  }

  /**
   * Notes that a watermark has passed: no earlier frame will come, and the results of all frames
   * have been emitted.
   *
   * @param eventMillis event time of the watermark, ms since the epoch
   */
  void watermarkPassed(long eventMillis) {
    // The conversion saturates, as the watermarks at both ends of time require.
    long micros = TimeUnit.MILLISECONDS.toMicros(eventMillis);
    roles.primary().evict(Long.MAX_VALUE, micros);
    roles.shadow().evict(Long.MAX_VALUE, micros);
  }
}
