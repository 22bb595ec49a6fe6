package io.manako.operator.batch;

import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.options.InferenceOptions.Batching;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a batch runs. Holds two batches: one fills while the other runs. All methods are for
 * the task's thread; the end of a run comes back to it as a mail.
 */
public final class BatchScheduler {
  /**
   * Number of batches of finished frames that may wait for an earlier frame. The frames hold
   * encoded bytes, so their number is bounded.
   */
  private static final int WAITING_BATCHES = 4;

  private final Batching batching;
  private final BatchRunner runner;
  private final TaskThread task;
  private final OrderedOutput output;
  private final HangWatch watch;

  private LoadedModels models;
  private Batch filling;
  private @Nullable Batch spare;
  private @Nullable Batch running;
  private boolean due;
  private boolean broken;

  /**
   * Number of runs started, which shows a timer whether the batch that it was set for still fills.
   */
  private long runs;

  private @Nullable ScheduledFuture<?> delayTimer;

  /**
   * Creates a scheduler with two empty batches.
   *
   * @param models models that run first
   * @param runner worker that runs the batches
   */
  public BatchScheduler(
      Batching batching, LoadedModels models, BatchRunner runner, TaskThread task) {
    this.batching = batching;
    this.runner = runner;
    this.task = task;
    this.output = new OrderedOutput(task);
    this.watch = new HangWatch(batching.runTimeout(), task, this::hung);
    this.models = models;
    this.filling = models.first();
    this.spare = models.second();
  }

  /** Runs other models for the frames that follow, once all earlier frames have run. */
  public void use(LoadedModels next) throws InterruptedException {
    if (next == models) {
      return;
    }
    while (running != null || !filling.isEmpty()) {
      runNow();
      await();
    }
    models = next;
    watch.modelsChanged();
    filling = next.first();
    spare = next.second();
    task.metrics().modelsOpened(next.models(), next.pipeline().memory());
  }

  /**
   * Takes a decoded frame. Waits while both batches are full and, if decoding and inference take
   * turns, while a batch runs.
   */
  public void add(PendingFrame frame, Image image) throws InterruptedException {
    makeRoom();
    output.take(frame);
    if (!put(frame, image)) {
      output.emitFinished();
      return;
    }
    if (filling.size() == 1) {
      startDelay();
    }
    runIfReady();
    while (running != null && task.takesTurns()) {
      await();
    }
  }

  /** Whether the picture is in the batch; if it does not go in, the frame has failed. */
  private boolean put(PendingFrame frame, Image image) {
    try {
      filling.add(frame, image);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      frame.finish(BatchInference.failed(filling.models(), frame, e));
      return false;
    }
  }

  /** Takes a frame that has ended without the engine, and emits it after the frames before it. */
  public void addFinished(PendingFrame frame, FrameResult result) throws InterruptedException {
    frame.finish(result);
    output.take(frame);
    output.emitFinished();
    while (output.size() > WAITING_BATCHES * batching.size()) {
      runNow();
      await();
    }
  }

  /** Runs all held frames and emits every result. */
  public void drain() throws InterruptedException {
    while (!output.isEmpty()) {
      runNow();
      await();
    }
  }

  /** Number of frames taken and not yet emitted. */
  public int inFlight() {
    return output.size();
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
    task.mailbox().yield();
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
    TaskThread.cancel(delayTimer);
    runs++;
    watch.runStarted(batch.size());
    runner.start(batch, completion -> report(batch, completion));
  }

  private void startDelay() {
    long run = runs;
    delayTimer = task.after(batching.delay().toMillis(), () -> delayEnded(run));
  }

  private void delayEnded(long run) {
    // A timer that was cancelled too late must not cut the next batch short.
    if (run == runs) {
      due = true;
      runNow();
    }
  }

  private void hung(String reason) {
    runner.policy().hung(new FailurePolicy.Hang(reason, models.pipeline(), runner));
  }

  /** Ends all frames that have no result; after this nothing may be added. */
  public void abandon(Failure failure) {
    broken = true;
    running = null;
    TaskThread.cancel(delayTimer);
    watch.stop();
    output.failUnfinished(models.models(), failure);
  }

  /** Passes the end of a run on to the task's thread. Called on the worker's thread. */
  private void report(Batch batch, Completion completion) {
    try {
      task.mailbox().execute(() -> ended(batch, completion), "Take the results of a batch");
    } catch (RejectedExecutionException e) {
      // The task is closing: nobody waits for these results any more.
      batch.clear();
    }
  }

  private void ended(Batch batch, Completion completion) throws Exception {
    if (batch != running) {
      // The batch was abandoned and has ended after all.
      batch.clear();
      return;
    }
    if (completion.error() != null) {
      watch.stop();
      broken = true;
      ExceptionUtils.rethrowException(completion.error());
    }
    watch.runEnded();
    finish(batch, completion);
    running = null;
    spare = batch;
    runIfReady();
    output.emitFinished();
  }

  private void finish(Batch batch, Completion completion) {
    task.metrics()
        .batchEnded(
            completion.results().size(),
            completion.inferenceNanos(),
            completion.postprocessNanos());
    for (int n = 0; n < batch.size(); n++) {
      batch.frames().get(n).settle(completion.results().get(n));
    }
    batch.clear();
  }
}
