package io.manako.operator.batch;

import io.manako.engine.EngineException;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.FrameStatus;
import io.manako.operator.Models;
import io.manako.operator.ResultCheck;
import io.manako.operator.Stage;
import io.manako.operator.pipeline.PictureBatch.Answer;
import io.manako.operator.pipeline.PictureBatch.Answers;
import io.manako.watch.RunWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs batches on a thread of its own, one after the other, and at last frees their models. */
public class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /**
   * Begin of the names of threads whose run hangs. They are counted by name, as each job of a
   * process may have classes of its own.
   */
  private static final String HANGS = "hung ";

  private final String name;
  private final ResultCheck check;
  private final ExecutorService worker;
  private volatile @Nullable Thread thread;
  private volatile boolean hangs;

  /**
   * How a run ended.
   *
   * @param results one for each frame of the batch; empty if {@code error} is set
   * @param inferenceNanos of the whole run
   * @param postprocessNanos of the whole run
   * @param error what fails the task, or null
   */
  public record Completion(
      List<FrameResult> results,
      long inferenceNanos,
      long postprocessNanos,
      @Nullable Throwable error) {}

  public BatchRunner(String threadName, ResultCheck check) {
    this.name = threadName;
    this.check = check;
    this.worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread started = new Thread(task, threadName);
              // A hung native call must not keep the JVM from ending.
              started.setDaemon(true);
              thread = started;
              return started;
            });
  }

  /** Notes that the current run hangs: closing will not wait for it. */
  final void giveUp() {
    hangs = true;
    Thread hung = thread;
    if (hung != null) {
      hung.setName(HANGS + name);
    }
  }

  /** Runs in this process that were given up and have not ended since. */
  static long hanging() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(HANGS))
        .count();
  }

  /** Starts a run; {@code whenDone} is called on the worker's thread. */
  final void start(Batch batch, Consumer<Completion> whenDone) {
    worker.execute(() -> whenDone.accept(complete(batch)));
  }

  // Errors too must reach the task's thread, which decides about the JVM.
  @SuppressWarnings("CatchingThrowable")
  public Completion complete(Batch batch) {
    try {
      return infer(batch);
    } catch (Throwable t) {
      return new Completion(List.of(), 0, 0, t);
    }
  }

  private Completion infer(Batch batch) {
    long start = System.nanoTime();
    Answers answers;
    try {
      answers = batch.pictures().run(batch.size());
    } catch (RuntimeException | StackOverflowError e) {
      return inferOneByOne(batch, e);
    }
    List<FrameResult> results = new ArrayList<>(batch.size());
    for (int n = 0; n < batch.size(); n++) {
      PendingFrame frame = batch.frames().get(n);
      Timing timing = frame.timing(start, answers, batch.size());
      results.add(
          checked(batch, n, frame.answered(batch.models(), answers.answers().get(n), timing)));
    }
    return new Completion(results, answers.inferenceNanos(), answers.postprocessNanos(), null);
  }

  private FrameResult checked(Batch batch, int n, FrameResult result) {
    try {
      check.check(result);
      return result;
    } catch (RuntimeException | StackOverflowError e) {
      Failure failure =
          new Failure(
              Stage.INFERENCE, e.getClass().getName(), "the result cannot be written: " + e);
      PendingFrame frame = batch.frames().get(n);
      return frame.failed(batch.models(), FrameStatus.INFERENCE_ERROR, failure);
    }
  }

  /** One frame may have spoiled the batch: finds out which, so that the others get answers. */
  private Completion inferOneByOne(Batch batch, Throwable cause) {
    List<FrameResult> results = new ArrayList<>(batch.size());
    if (batch.size() == 1) {
      results.add(failed(batch, 0, cause));
    } else {
      for (int n = 0; n < batch.size(); n++) {
        results.add(inferAlone(batch, n));
      }
    }
    if (results.get(results.size() - 1).status() == FrameStatus.INFERENCE_ERROR) {
      checkEngine(batch, cause);
    }
    long inference = results.stream().mapToLong(r -> r.timing().inferenceNanos()).sum();
    long postprocess = results.stream().mapToLong(r -> r.timing().postprocessNanos()).sum();
    return new Completion(results, inference, postprocess, null);
  }

  private FrameResult inferAlone(Batch batch, int n) {
    PendingFrame frame = batch.frames().get(n);
    long start = System.nanoTime();
    try {
      Answers alone = batch.pictures().runAlone(n);
      Answer answer = alone.answers().get(0);
      return checked(
          batch, n, frame.answered(batch.models(), answer, frame.timing(start, alone, 1)));
    } catch (RuntimeException | StackOverflowError e) {
      return failed(batch, n, e);
    }
  }

  /**
   * Separates frames that no model can process from models that are broken. Such frames would fail
   * again after every restart; a broken model may work again after one.
   */
  private static void checkEngine(Batch batch, Throwable cause) {
    try {
      batch.pictures().probe();
    } catch (RuntimeException | StackOverflowError e) {
      throw new EngineException(
          "the models failed on a picture (%s) and then on a black one too, so the engine is broken: %s"
              .formatted(cause.getMessage(), e.getMessage()),
          e);
    }
  }

  protected static FrameResult failed(Batch batch, int n, Throwable cause) {
    return failed(batch.models(), batch.frames().get(n), cause);
  }

  static FrameResult failed(Models models, PendingFrame frame, Throwable cause) {
    Failure failure =
        new Failure(
            Stage.INFERENCE, cause.getClass().getName(), String.valueOf(cause.getMessage()));
    return frame.failed(models, FrameStatus.INFERENCE_ERROR, failure);
  }

  /**
   * Waits for the current run and frees the models. If the run hangs, the worker frees them should
   * the run ever end: freeing them under a native call would crash the JVM. Throws if that is news.
   */
  public final void close(Runnable free, Duration timeout) throws InterruptedException {
    if (worker.isShutdown()) {
      return;
    }
    Future<?> closing = worker.submit(free);
    worker.shutdown();
    if (hangs && !closing.isDone()) {
      LOG.warn("{}: its memory stays taken until its run ends, or this process", name);
      return;
    }
    if (!hasEnded(closing, new RunWatch(timeout))) {
      giveUp();
      throw new IllegalStateException(
          String.format(
                  Locale.ROOT,
                  "a run has not ended within inference.close-timeout (%d ms); its memory stays taken until",
                  timeout.toMillis())
              + " it ends, and if it never ends, until the TaskManager is restarted");
    }
  }

  private static boolean hasEnded(Future<?> closing, RunWatch watch) throws InterruptedException {
    do {
      try {
        closing.get(watch.stepMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        // The watch knows whether that was too long.
        continue;
      } catch (ExecutionException e) {
        throw new IllegalStateException("closing the models failed: " + e.getCause(), e.getCause());
      }
    } while (!watch.hasExpired());
    return false;
  }
}
