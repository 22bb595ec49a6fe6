package io.manako.operator;

import io.manako.operator.swap.ChangeBook;
import io.manako.operator.swap.Lineup;
import io.manako.operator.swap.ModelChange;
import io.manako.operator.swap.ModelRefusal;
import io.manako.operator.swap.ModelRole;
import io.manako.operator.swap.SwapOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** All models of an operator that swaps them, and when they are freed. For the task's thread. */
final class LiveModels implements ModelSwapper.Listener {
  private final SwapOptions options;
  private final ProcessingTimeService clock;
  private final LiveLanes primary;
  private final ModelSwapper swapper;
  private final SwapMetrics metrics;
  private final Consumer<ModelRefusal> refused;
  private boolean deciding;
  private boolean timed;

  /**
   * What is needed of the task.
   *
   * @param mailbox of the operator
   * @param clock processing time and its timers
   * @param loaderName of the thread that loads
   */
  record Task(MailboxExecutor mailbox, ProcessingTimeService clock, String loaderName) {}

  /**
   * Opens models.
   *
   * @param known that must open, else the job fails: configured, or loaded before
   * @param tried that may fail
   */
  record Opener(Function<Lineup, Lane> known, Function<Lineup, Lane> tried) {}

  LiveModels(
      SwapOptions options,
      ChangeBook book,
      Task task,
      Opener opener,
      SwapMetrics metrics,
      Consumer<ModelRefusal> refused) {
    this.options = options;
    this.clock = task.clock;
    this.metrics = metrics;
    this.refused = refused;
    LiveLanes.Task waiting = new LiveLanes.Task(task.mailbox, task.clock);
    this.primary = new LiveLanes(ModelRole.PRIMARY, book, opener.known, waiting);
    LaneLoader loader = new LaneLoader(opener.tried, task.mailbox, task.loaderName);
    this.swapper = new ModelSwapper(options, book, loader, this, task.clock);
    metrics.watch(primary.pool()::size);
  }

  /** Opens what is in effect and loads what is not yet; the answer frees the models. */
  LaneChoice open() {
    primary.first();
    swapper.loadNext();
    return primary;
  }

  void take(ModelChange change) {
    swapper.take(change);
  }

  /** A record is being looked at: what its frames leave may still run. */
  void begin() {
    deciding = true;
  }

  /** The record's frames are where they belong. */
  void end() {
    deciding = false;
    if (primary.pool().size() > LanePool.MOST) {
      tidy(clock.getCurrentProcessingTime());
    }
    if (primary.pool().hasLeft() && !timed) {
      timed = true;
      clock.registerTimer(
          clock.getCurrentProcessingTime() + options.keepOld().toMillis(), this::keptLongEnough);
    }
  }

  private void keptLongEnough(long now) {
    timed = false;
    if (!deciding) {
      tidy(now);
      end();
    }
  }

  private void tidy(long now) {
    primary.tidy(now - options.keepOld().toMillis(), primary.sinceMicros());
  }

  /** No frame comes any more from before an event time, ms. All that was held has been emitted. */
  void passed(long eventMillis) {
    // Saturates, as the watermarks at both ends of time must.
    primary.tidy(Long.MAX_VALUE, TimeUnit.MILLISECONDS.toMicros(eventMillis));
  }

  @Override
  public LiveLanes lanes(ModelRole role) {
    return primary;
  }

  @Override
  public void loaded(ModelChange change) {
    metrics.loaded();
  }

  @Override
  public void refused(ModelRefusal refusal) {
    metrics.refused();
    refused.accept(refusal);
  }

  /** Ends what is being loaded. */
  void close(Duration patience) throws InterruptedException {
    swapper.close(patience);
  }
}
