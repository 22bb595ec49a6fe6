package io.manako.engine.plan;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that run one piece of work together, step by step. They wait for each
 * other at the end of each step, and the helpers for the next run, without a core of their own.
 */
final class Team implements AutoCloseable {
  /** A thread's part of the work. */
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
   * Runs the work in the caller and all helpers. An interrupt does not end it; the caller's flag is
   * as before.
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
   * Waits until all threads have come here.
   *
   * @param thread the calling one, as the work was given it
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

  /** Waits for a run behind those seen; false if the team is closed instead. */
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
      // The first one is the cause; the others only waited for its thread.
      failure = failure == null ? e : failure;
      rest.wake();
    }
  }

  /** Ends the helpers. Idempotent. */
  @Override
  public void close() {
    closed = true;
    rest.wake();
  }
}
