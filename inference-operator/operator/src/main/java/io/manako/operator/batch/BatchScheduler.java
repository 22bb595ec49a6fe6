package io.manako.operator.batch;

import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.batch.BatchRunner.Completion;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.options.InferenceOptions.Batching;
import io.manako.watch.RunWatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a batch runs and in which order results leave. Holds two batches: one fills while
 * one runs. All methods are for the task's thread; a run's end comes back to it as a mail.
 */
public class BatchScheduler {
  /** Finished frames that wait for an earlier one hold encoded bytes, so they are bounded too. */
  private static final int WAITING_BATCHES = 4;

  /** The first run compiles code, or a GPU's kernels, and has so many times as long. */
  private static final int FIRST_RUN = 8;

  /** Hung runs, each with its models' memory, that a process goes on with. */
  private static final int MOST_HUNG = 2;

  private final Batching batching;
  private final BatchRunner runner;
  private final TaskThread task;
  private final Deque<PendingFrame> inOrder = new ArrayDeque<>();
  private final int maxPending;

  private LoadedModels lane;
  private Batch filling;
  private @Nullable Batch spare;
  private @Nullable Batch running;
  private boolean due;
  private boolean broken;
  private boolean warm;

  /** Runs started; tells a timer whether the batch that it was set for is still the one. */
  private long runs;

  private @Nullable ScheduledFuture<?> delayTimer;
  private @Nullable ScheduledFuture<?> hangTimer;

  /**
   * What the scheduler needs of the task.
   *
   * @param mailbox brings runs' ends back to the task's thread
   * @param clock processing time and its timers
   * @param output gets results in the order of their frames
   * @param metrics of the operator
   * @param overlaps whether frames are taken while a batch runs; on a single processor decoding and
   *     inference would only evict each other's cache lines
   */
  public record TaskThread(
      MailboxExecutor mailbox,
      ProcessingTimeService clock,
      Consumer<FrameResult> output,
      InferenceMetrics metrics,
      boolean overlaps) {}

  public BatchScheduler(Batching batching, LoadedModels lane, BatchRunner runner, TaskThread task) {
    this.batching = batching;
    this.runner = runner;
    this.task = task;
    this.maxPending = WAITING_BATCHES * batching.size();
    this.lane = lane;
    this.filling = lane.first();
    this.spare = lane.second();
  }

  /** Lets other models look at the frames that follow; waits until all before have been seen. */
  public final void use(LoadedModels next) throws InterruptedException {
    if (next == lane) {
      return;
    }
    while (running != null || !filling.isEmpty()) {
      runNow();
      await();
    }
    lane = next;
    warm = false;
    filling = next.first();
    spare = next.second();
    task.metrics.modelsOpened(next.models(), next.pipeline().memory());
  }

  /** Takes a decoded frame; waits while both batches are full, or one runs and none may beside. */
  public final void add(PendingFrame frame, Image image) throws InterruptedException {
    makeRoom();
    take(frame);
    if (!put(frame, image)) {
      emitFinished();
      return;
    }
    if (filling.size() == 1) {
      startDelay();
    }
    runIfReady();
    while (running != null && !task.overlaps) {
      await();
    }
  }

  /** Whether the picture is in the batch; if it does not go in, the frame has failed. */
  private boolean put(PendingFrame frame, Image image) {
    try {
      filling.add(frame, image);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      frame.finish(BatchRunner.failed(filling.models(), frame, e));
      return false;
    }
  }

  /** Takes a frame that has ended without the engine. It leaves when the ones before it have. */
  public final void addFinished(PendingFrame frame, FrameResult result) throws InterruptedException {
    frame.finish(result);
    take(frame);
    emitFinished();
    while (inOrder.size() > maxPending) {
      runNow();
      await();
    }
  }

  private void take(PendingFrame frame) {
    frame.taken(task.metrics);
    inOrder.add(frame);
  }

  /** Runs what is held and emits everything. */
  public final void drain() throws InterruptedException {
    while (!inOrder.isEmpty()) {
      runNow();
      await();
    }
  }

  /** Frames taken and not yet emitted. */
  public final int inFlight() {
    return inOrder.size();
  }

  private void makeRoom() throws InterruptedException {
    while (filling.isFull()) {
      runNow();
      if (filling.isFull()) {
        await();
      }
    }
  }

  private void await() throws InterruptedException {
    if (broken) {
      // Nothing will ever come of the batch that failed.
      throw new IllegalStateException("a run has failed before; the task must restart");
    }
    task.mailbox.yield();
  }

  private void runIfReady() {
    if (filling.isFull() || due) {
      runNow();
    }
  }

  private void runNow() {
    Batch next = spare;
    if (next == null || filling.isEmpty()) {
      return;
    }
    Batch batch = filling;
    filling = next;
    spare = null;
    running = batch;
    due = false;
    cancel(delayTimer);
    long run = ++runs;
    watch(run, new RunWatch(patience()));
    runner.start(batch, completion -> report(batch, completion));
  }

  private void startDelay() {
    long run = runs;
    delayTimer = after(batching.delay().toMillis(), () -> delayEnded(run));
  }

  private ScheduledFuture<?> after(long millis, Runnable action) {
    long now = task.clock.getCurrentProcessingTime();
    return task.clock.registerTimer(now + millis, time -> action.run());
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void delayEnded(long run) {
    // A timer that was cancelled too late must not cut the next batch short.
    if (run == runs) {
      due = true;
      runNow();
    }
  }

  private Duration patience() {
    return batching.runTimeout().multipliedBy(warm ? 1 : FIRST_RUN);
  }

  private void watch(long run, RunWatch watch) {
    hangTimer = after(watch.stepMillis(), () -> look(run, watch));
  }

  private void look(long run, RunWatch watch) {
    Batch batch = running;
    if (batch == null || run != runs) {
      return;
    }
    if (!watch.hasExpired()) {
      watch(run, watch);
      return;
    }
    String first = warm ? "" : String.format(Locale.ROOT, ", %d times it", FIRST_RUN);
    hung(
        String.format(
                Locale.ROOT,
                "a run of %d frames has not ended within inference.run-timeout (%d ms%s); raise it if the",
                batch.size(),
                patience().toMillis(),
                first)
            + " model is that slow, else the engine hangs");
  }

  /**
   * A run hangs, which fails the task. Its thread cannot be ended, nor its memory be freed; so if
   * this is one too many, it ends the process.
   */
  protected void hung(String reason) {
    lane.pipeline().abandon();
    runner.giveUp();
    long hanging = BatchRunner.hanging();
    if (hanging <= MOST_HUNG) {
      throw new IllegalStateException(reason);
    }
    // What a timer throws fails the task; what a mail throws, Flink looks at.
    task.mailbox.execute(
        () -> {
          throw new InternalError(
              String.format(
                  Locale.ROOT,
                  "%s. %d runs hang in this process and hold their memory, so it ends; whoever started it should start it again",
                  reason,
                  hanging));
        },
        "End a process in which too much hangs");
  }

  /** Ends all frames that have no result; after this nothing may be added. */
  public final void abandon(Failure failure) {
    broken = true;
    running = null;
    cancel(delayTimer);
    cancel(hangTimer);
    for (PendingFrame frame : inOrder) {
      if (frame.result() == null) {
        frame.finish(frame.failed(lane.models(), FrameStatus.INFERENCE_ERROR, failure));
      }
    }
    emitFinished();
  }

  /** On the worker's thread. */
  private void report(Batch batch, Completion completion) {
    try {
      task.mailbox.execute(() -> ended(batch, completion), "Take the results of a batch");
    } catch (RejectedExecutionException e) {
      // The task is closing: nobody waits for these results any more.
      batch.clear();
    }
  }

  private void ended(Batch batch, Completion completion) throws Exception {
    if (batch != running) {
      // It was abandoned and has ended after all.
      batch.clear();
      return;
    }
    cancel(hangTimer);
    if (completion.error() != null) {
      broken = true;
      ExceptionUtils.rethrowException(completion.error());
    }
    task.metrics.batchEnded(
        completion.results().size(),
        completion.inferenceNanos(),
        completion.postprocessNanos());
    for (int n = 0; n < batch.size(); n++) {
      batch.frames().get(n).finish(completion.results().get(n));
    }
    batch.clear();
    running = null;
    warm = true;
    spare = batch;
    runIfReady();
    emitFinished();
  }

  private void emitFinished() {
    PendingFrame first = inOrder.peek();
    while (first != null) {
      FrameResult result = first.result();
      if (result == null) {
        return;
      }
      inOrder.remove();
      first.ended(task.metrics, task.clock.getCurrentProcessingTime());
      task.output.accept(result);
      first = inOrder.peek();
    }
  }
}
