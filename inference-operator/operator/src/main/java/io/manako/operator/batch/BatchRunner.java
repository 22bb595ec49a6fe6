package io.manako.operator.batch;

import io.manako.operator.ResultCheck;
import io.manako.watch.RunWatch;
import java.time.Duration;
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

/**
 * A worker thread that runs batches one after the other and frees their models at the end. Methods
 * are for the task's thread.
 */
public final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /**
   * Prefix of the names of threads whose run hangs. The threads are counted by name, because each
   * job of a process may have classes of its own.
   */
  private static final String HANGS = "hung ";

  private final String name;
  private final BatchInference inference;
  private final FailurePolicy policy;
  private final ExecutorService worker;
  private volatile @Nullable Thread thread;
  private volatile boolean hangs;

  /**
   * Creates a runner, whose thread starts when it is needed.
   *
   * @param threadName name of the worker thread
   * @param check check that rejects results that cannot be written
   * @param policy policy for failed and hung runs
   */
  public BatchRunner(String threadName, ResultCheck check, FailurePolicy policy) {
    this.name = threadName;
    this.inference = new BatchInference(check);
    this.policy = policy;
    this.worker = Executors.newSingleThreadExecutor(this::newThread);
  }

  private Thread newThread(Runnable work) {
    Thread started = new Thread(work, name);
    // A hung native call must not keep the JVM from ending.
    started.setDaemon(true);
    thread = started;
    return started;
  }

  FailurePolicy policy() {
    return policy;
  }

  /** Notes that the current run hangs: closing will not wait for it. */
  void giveUp() {
    hangs = true;
    Thread hung = thread;
    if (hung != null) {
      hung.setName(HANGS + name);
    }
  }

  /** Number of runs in this process that were given up and have not ended since. */
  static long hanging() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(HANGS))
        .count();
  }

  /** Starts a run; {@code whenDone} is called on the worker's thread. */
  void start(Batch batch, Consumer<Completion> whenDone) {
    worker.execute(() -> whenDone.accept(complete(batch)));
  }

  private Completion complete(Batch batch) {
    Completion completion = run(batch);
    return completion.hasFailures() ? policy.failed(batch, completion) : completion;
  }

  // Errors too must reach the task's thread, which decides about the JVM.
  @SuppressWarnings("CatchingThrowable")
  private Completion run(Batch batch) {
    try {
      return inference.run(batch);
    } catch (Throwable t) {
      return Completion.failed(t);
    }
  }

  /**
   * Waits for the current run and frees the models. If the run hangs, the worker frees them if the
   * run ever ends: freeing them under a native call would crash the JVM.
   *
   * @param free frees the models, on the worker's thread
   * @param timeout time that the current run gets to end
   * @throws IllegalStateException if the run hangs and this was not known before
   */
  public void close(Runnable free, Duration timeout) throws InterruptedException {
    if (worker.isShutdown()) {
      return;
    }
    Future<?> closing = worker.submit(free);
    worker.shutdown();
    if (hangs && !closing.isDone()) {
      LOG.warn("{}: the memory is not freed until the run or this process ends", name);
      return;
    }
    if (!hasEnded(closing, new RunWatch(timeout))) {
      giveUp();
      throw new IllegalStateException(
          String.format(
                  Locale.ROOT,
                  "a run has not ended within inference.close-timeout (%d ms); its memory stays"
                      + " taken until",
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
