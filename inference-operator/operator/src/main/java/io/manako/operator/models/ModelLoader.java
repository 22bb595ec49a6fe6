package io.manako.operator.models;

import io.manako.model.ModelException;
import io.manako.operator.batch.LoadedModels;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens models and lets them run once, on a thread of its own, while the task's thread goes on with
 * the old ones. One load at a time.
 */
final class ModelLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  private final Function<ModelSet, LoadedModels> opener;
  private final MailboxExecutor mailbox;
  private final String threadName;
  private @Nullable Load load;

  ModelLoader(Function<ModelSet, LoadedModels> opener, MailboxExecutor mailbox, String threadName) {
    this.opener = opener;
    this.mailbox = mailbox;
    this.threadName = threadName;
  }

  /**
   * How a load ended: one of these.
   *
   * @param lane that is the receiver's from now on
   * @param error why there is none
   */
  record Loaded(@Nullable LoadedModels lane, @Nullable Throwable error) {}

  /** Starts a load; the answer comes to the task's thread unless the load is given up. */
  void start(ModelSet lineup, Consumer<Loaded> whenDone) {
    Load started = new Load(lineup, whenDone);
    load = started;
    Thread thread = new Thread(started, threadName);
    // A load that hangs must not keep the JVM from ending.
    thread.setDaemon(true);
    started.thread = thread;
    thread.start();
  }

  /** Whether a load is on. */
  boolean isBusy() {
    return load != null;
  }

  /** Lets go of the load, if one is on: what it still opens is freed. */
  void giveUp() {
    Load given = load;
    load = null;
    if (given != null) {
      given.giveUp();
    }
  }

  /** Lets go of the load and waits for its thread; the thread frees what it opened by itself. */
  void close(Duration timeout) throws InterruptedException {
    Load given = load;
    giveUp();
    Thread thread = given == null ? null : given.thread;
    if (thread != null) {
      thread.join(timeout.toMillis());
      if (thread.isAlive()) {
        LOG.warn(
            "a model is still being loaded {} ms after the task has ended (inference.close-timeout);"
                + " it is freed as soon as it is loaded",
            timeout.toMillis());
      }
    }
  }

  private final class Load implements Runnable {
    private final ModelSet lineup;
    private final Consumer<Loaded> whenDone;
    private @Nullable Thread thread;
    private @Nullable Loaded result;
    private boolean over;

    Load(ModelSet lineup, Consumer<Loaded> whenDone) {
      this.lineup = lineup;
      this.whenDone = whenDone;
    }

    @Override
    // Errors too must reach the task's thread, which decides about the JVM.
    @SuppressWarnings("CatchingThrowable")
    public void run() {
      try {
        report(new Loaded(openWarm(), null));
      } catch (Throwable t) {
        report(new Loaded(null, t));
      }
    }

    private LoadedModels openWarm() {
      LoadedModels lane = opener.apply(lineup);
      try {
        String wrong = lineup.mismatch(lane.models());
        if (wrong != null) {
          throw new ModelException(wrong);
        }
        lane.warmUp();
        return lane;
      } catch (Throwable t) {
        lane.close();
        throw t;
      }
    }

    private void report(Loaded loaded) {
      synchronized (this) {
        result = loaded;
        if (over) {
          free();
          return;
        }
      }
      try {
        mailbox.execute(this::handOver, "Take a model that was loaded");
      } catch (RejectedExecutionException e) {
        giveUp();
      }
    }

    /** On the task's thread. */
    private void handOver() {
      Loaded loaded = take();
      if (loaded != null) {
        load = null;
        whenDone.accept(loaded);
      }
    }

    private synchronized @Nullable Loaded take() {
      Loaded taken = over ? null : result;
      over = true;
      return taken;
    }

    private synchronized void giveUp() {
      if (!over) {
        over = true;
        free();
      }
    }

    private void free() {
      if (result != null && result.lane() != null) {
        result.lane().close();
      }
    }
  }
}
