package io.manako.operator.models;

import io.manako.engine.EngineException;
import io.manako.model.ModelException;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.metrics.SwapMetrics;
import io.manako.operator.options.SwapOptions;
import io.manako.time.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/** All models of an operator that swaps them, and when they are freed. For the task's thread. */
public final class ScheduledModels implements ModelSwapper.Listener, Shadow.Choice {
  private final SwapOptions options;
  private final ProcessingTimeService clock;
  private final ChangeBook book;
  private final RoleModels primary;
  private final RoleModels shadow;
  private final ModelSwapper swapper;
  private final SwapMetrics metrics;
  private final Consumer<ModelRefusal> refused;
  private boolean deciding;
  private @Nullable ScheduledFuture<?> freeing;

  /**
   * What is needed of the task.
   *
   * @param mailbox of the operator
   * @param clock processing time and its timers
   * @param loaderName of the thread that loads
   */
  public record Task(MailboxExecutor mailbox, ProcessingTimeService clock, String loaderName) {}

  /**
   * Opens models.
   *
   * @param known that must open, else the job fails: configured, or loaded before
   * @param tried that may fail
   */
  public record Opener(Function<ModelSet, LoadedModels> known, Function<ModelSet, LoadedModels> tried) {}

  public ScheduledModels(
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
    RoleModels.Task waiting = new RoleModels.Task(task.mailbox, task.clock);
    this.book = book;
    this.primary = new RoleModels(ModelRole.PRIMARY, book, opener.known, waiting);
    this.shadow = new RoleModels(ModelRole.SHADOW, book, opener.tried, waiting);
    ModelLoader loader = new ModelLoader(opener.tried, task.mailbox, task.loaderName);
    this.swapper = new ModelSwapper(options, book, loader, this, task.clock);
    metrics.watch(() -> primary.pool().size() + shadow.pool().size());
  }

  /** Opens what is in effect and loads what is not yet; the answer frees the models. */
  public ModelSchedule open() {
    primary.first();
    swapper.loadNext();
    return primary;
  }

  /** The shadow of an event time, or null; one that was there and is gone is refused. */
  @Override
  public @Nullable LoadedModels find(Instant eventTime) throws InterruptedException {
    while (true) {
      try {
        return shadow.find(eventTime);
      } catch (ModelException | EngineException e) {
        long micros = EventTime.micros(eventTime);
        ModelChange gone = book.inEffect(ModelRole.SHADOW, micros).orElseThrow(() -> e);
        swapper.refuse(gone, e.getClass().getName(), String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void freeze() {
    shadow.freeze();
  }

  /** What frees the shadow's models. */
  public ModelSchedule shadows() {
    return shadow;
  }

  public void take(ModelChange change) {
    swapper.take(change);
  }

  /** A record is being looked at: what its frames leave may still run. */
  public void begin() {
    deciding = true;
  }

  /** The record's frames are where they belong. */
  public void end() {
    deciding = false;
    if (primary.pool().size() > ModelCache.MOST || shadow.pool().size() > ModelCache.MOST) {
      tidy(clock.getCurrentProcessingTime());
    }
    if ((primary.pool().hasLeft() || shadow.pool().hasLeft()) && freeing == null) {
      freeing =
          clock.registerTimer(
              clock.getCurrentProcessingTime() + options.keepOld().toMillis(),
              this::keptLongEnough);
    }
  }

  private void keptLongEnough(long now) {
    freeing = null;
    if (!deciding) {
      tidy(now);
      end();
    }
  }

  private void tidy(long now) {
    long until = now - options.keepOld().toMillis();
    primary.tidy(until, primary.sinceMicros());
    shadow.tidy(until, shadow.sinceMicros());
  }

  /** No frame comes any more from before an event time, ms. All that was held has been emitted. */
  public void passed(long eventMillis) {
    // Saturates, as the watermarks at both ends of time must.
    long micros = TimeUnit.MILLISECONDS.toMicros(eventMillis);
    primary.tidy(Long.MAX_VALUE, micros);
    shadow.tidy(Long.MAX_VALUE, micros);
  }

  @Override
  public RoleModels lanes(ModelRole role) {
    return role == ModelRole.PRIMARY ? primary : shadow;
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
  public void close(Duration patience) throws InterruptedException {
    swapper.close(patience);
  }
}
