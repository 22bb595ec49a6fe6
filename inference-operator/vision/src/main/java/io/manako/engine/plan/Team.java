package io.manako.engine.plan;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fixed number of threads that run one piece of work together, step by step. The threads wait for
 * each other at the end of each step, and the helpers wait for the next run; waiting threads soon
 * sleep, so they do not need a core of their own.
 */
final class Team implements AutoCloseable {
  /** Work that all threads share; each runs its part. */
  interface Work {
    void run(int thread, int count);
  }

  private final int size;
  private final Work work;
  private final Rest rest;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger phase = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private int count;

  Team(int size, Work work) {
    this(size, work, new Rest(size, Rest.spins(size, Runtime.getRuntime().availableProcessors())));
  }

  Team(int size, Work work, Rest rest) {
    this.size = size;
    this.work = work;
    this.rest = rest;
    for (int t = 1; t < size; t++) {
      int thread = t;
      Thread helper = new Thread(() -> help(thread), "manako-engine-" + t);
      helper.setDaemon(true);
      helper.start();
    }
  }

  /**
   * Runs the work in the caller and all helpers. An interrupt does not end the run, and the caller
   * keeps its interrupt flag.
   *
   * @throws IllegalStateException if a thread failed, in this run or an earlier one
   */
  void run(int pictures) {
    if (size == 1) {
      work.run(0, pictures);
      return;
    }
    refuseIfBroken();
    count = pictures;
    runs.incrementAndGet();
    rest.wake();
    perform(0);
    refuseIfBroken();
  }

  private void refuseIfBroken() {
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("a thread of the engine failed: " + failed, failed);
    }
  }

  /**
   * Waits until all threads have called this method.
   *
   * @param thread number of the calling thread, as it was passed to the work
   */
  void await(int thread) {
    if (size == 1) {
      return;
    }
    int now = phase.get();
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      phase.set(now + 1);
      rest.wake();
      return;
    }
    try {
      for (int turn = 0; phase.get() == now; turn++) {
        if (failure != null) {
          throw new IllegalStateException("another thread of the engine failed");
        }
        rest.turn(thread, turn);
      }
    } finally {
      rest.over(thread);
    }
  }

  private void help(int thread) {
    for (int seen = 0; isCalled(thread, seen); seen++) {
      perform(thread);
    }
  }

  /**
   * Waits for a run after the first {@code seen} ones; returns false if the team is closed instead.
   */
  private boolean isCalled(int thread, int seen) {
    for (int turn = 0; runs.get() == seen && !closed; turn++) {
      rest.turn(thread, turn);
    }
    rest.over(thread);
    return !closed;
  }

  private void perform(int thread) {
    try {
      work.run(thread, count);
    } catch (RuntimeException | Error e) {
      // The first failure is the cause; the other threads only waited for the thread that failed.
      failure = failure == null ? e : failure;
      rest.wake();
    }
  }

  /** Ends the helpers. Further calls have no effect. */
  @Override
  public void close() {
    closed = true;
    rest.wake();
  }
}
