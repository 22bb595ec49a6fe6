package io.manako.operator.models;

import io.manako.model.ModelException;
import io.manako.operator.Subtask;
import io.manako.operator.batch.LoadedModels;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens models and runs them once, on a thread of its own, while the task's thread goes on with the
 * old ones. One load runs at a time. Methods are for the task's thread.
 */
final class ModelLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  private final Function<ModelSet, LoadedModels> opener;
  private final Duration timeout;
  private final Subtask subtask;
  private @Nullable Load load;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * Creates a loader; {@link #start} starts a load.
   *
   * @param opener opens models on the loader's thread
   * @param timeout time that a load gets, 1 ms or more
   */
  ModelLoader(Function<ModelSet, LoadedModels> opener, Duration timeout, Subtask subtask) {
    this.opener = opener;
    this.timeout = timeout;
    this.subtask = subtask;
  }

  /** Receives the outcome of a load by one of these calls, on the task's thread. */
  interface Receiver {
    /** Takes the loaded models, which belong to the receiver from now on. */
    void loaded(LoadedModels models);

    /** Notes that the load failed and has freed what it had opened. */
    void failed(Throwable error);

    /** Notes that the load has taken longer than the timeout and is given up. */
    void timedOut(Duration timeout);
  }

  /** Starts a load. The receiver gets the outcome unless the loader is closed. */
  void start(ModelSet set, Receiver receiver) {
    Load started = new Load(set, receiver);
    load = started;
    long due = subtask.clock().getCurrentProcessingTime() + timeout.toMillis();
    timer = subtask.clock().registerTimer(due, time -> timeOut(started));
    Thread thread = new Thread(started, subtask.threadName("model loader"));
    // A load that hangs must not keep the JVM from ending.
    thread.setDaemon(true);
    started.thread = thread;
    thread.start();
  }

  private void timeOut(Load late) {
    // A timer that was cancelled too late belongs to an earlier load.
    if (late == load) {
      giveUp();
      late.receiver.timedOut(timeout);
    }
  }

  /** Whether a load is in progress. */
  boolean isBusy() {
    return load != null;
  }

  private void giveUp() {
    Load given = load;
    load = null;
    if (given != null) {
      given.giveUp();
    }
  }

  /**
   * Gives up the load, if one is in progress, and waits for its thread, which frees what it has
   * opened.
   *
   * @param patience time that the thread gets to end
   */
  void close(Duration patience) throws InterruptedException {
    Thread thread = load == null ? null : load.thread;
    giveUp();
    if (thread != null) {
      thread.join(patience.toMillis());
      if (thread.isAlive()) {
        LOG.warn(
            "a model is still being loaded {} ms after the task has ended"
                + " (inference.close-timeout); it is freed as soon as it is loaded",
            patience.toMillis());
      }
    }
  }

  /**
   * One load. The thread that ends it first, the task's or its own, frees or passes on its models.
   */
  private final class Load implements Runnable {
    private final ModelSet set;
    private final Receiver receiver;
    private @Nullable Thread thread;
    private @Nullable LoadedModels models;
    private boolean over;

    Load(ModelSet set, Receiver receiver) {
      this.set = set;
      this.receiver = receiver;
    }

    @Override
    // Errors too must reach the task's thread, which decides about the JVM.
    @SuppressWarnings("CatchingThrowable")
    public void run() {
      LoadedModels opened;
      try {
        opened = openWarm();
      } catch (Throwable t) {
        report(null, () -> receiver.failed(t));
        return;
      }
      report(opened, () -> receiver.loaded(opened));
    }

    private LoadedModels openWarm() {
      LoadedModels opened = opener.apply(set);
      try {
        String wrong = set.mismatch(opened.models());
        if (wrong != null) {
          throw new ModelException(wrong);
        }
        opened.warmUp();
        return opened;
      } catch (Throwable t) {
        opened.close();
        throw t;
      }
    }

    private void report(@Nullable LoadedModels opened, Runnable tell) {
      synchronized (this) {
        models = opened;
        if (over) {
          free();
          return;
        }
      }
      try {
        subtask.mailbox().execute(() -> handOver(tell), "Take a model that was loaded");
      } catch (RejectedExecutionException e) {
        giveUp();
      }
    }

    /** Passes the outcome to the receiver. Called on the task's thread. */
    private void handOver(Runnable tell) {
      if (end()) {
        load = null;
        if (timer != null) {
          timer.cancel(false);
        }
        tell.run();
      }
    }

    private synchronized boolean end() {
      boolean first = !over;
      over = true;
      return first;
    }

    private synchronized void giveUp() {
      if (!over) {
        over = true;
        free();
      }
    }

    private void free() {
      if (models != null) {
        models.close();
      }
    }
  }
}
