package io.manako.engine.plan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that run one piece of work together, step by step. They spin at the end
 * of a step, which is shorter than a switch of threads, and sleep between runs.
 */
final class Team implements AutoCloseable {
  private static final int SPINS_BEFORE_PARKING = 20_000;
  private static final int SPINS_BEFORE_YIELDING = 100_000;

  /** A thread's part of the work. */
  interface Work {
    void run(int thread, int count);
  }

  private final int size;
  private final Work work;
  private final Thread[] helpers;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger phase = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private int count;

  Team(int size, Work work) {
    this.size = size;
    this.work = work;
    this.helpers = new Thread[size - 1];
    for (int t = 1; t < size; t++) {
      int thread = t;
      helpers[t - 1] = new Thread(() -> help(thread), "manako-engine-" + t);
      helpers[t - 1].setDaemon(true);
      helpers[t - 1].start();
    }
  }

  /**
   * Runs the work in the caller and all helpers.
   *
   * @throws IllegalStateException if a thread failed, in this run or an earlier one
   */
  void run(int pictures) {
    if (size == 1) {
      work.run(0, pictures);
      return;
    }
    count = pictures;
    runs.incrementAndGet();
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    perform(0);
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("a thread of the engine failed: " + failed, failed);
    }
  }

  /** Waits until all threads have come here. */
  void await() {
    if (size == 1) {
      return;
    }
    int now = phase.get();
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      phase.set(now + 1);
      return;
    }
    int spins = 0;
    while (phase.get() == now) {
      if (failure != null) {
        throw new IllegalStateException("another thread of the engine failed");
      }
      Thread.onSpinWait();
      if (++spins > SPINS_BEFORE_YIELDING) {
        Thread.yield();
      }
    }
  }

  private void help(int thread) {
    int seen = 0;
    while (!closed) {
      int spins = 0;
      while (runs.get() == seen && !closed) {
        Thread.onSpinWait();
        if (++spins > SPINS_BEFORE_PARKING) {
          LockSupport.park(this);
        }
      }
      if (!closed) {
        seen++;
        perform(thread);
      }
    }
  }

  private void perform(int thread) {
    try {
      work.run(thread, count);
    } catch (RuntimeException | Error e) {
      // The first one is the cause; the others only waited for its thread.
      failure = failure == null ? e : failure;
    }
  }

  /** Ends the helpers. Idempotent. */
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
