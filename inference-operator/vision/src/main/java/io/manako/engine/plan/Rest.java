package io.manako.engine.plan;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the threads of a team wait for each other. A thread first spins for a short time, because
 * the others usually arrive soon, and then sleeps until one of them wakes it. A waiting thread
 * calls {@link #turn} as long as its condition does not hold, and then {@link #over}. A thread that
 * makes a condition true calls {@link #wake} afterwards. Waiting allocates nothing.
 */
final class Rest {
  /** Turns of some 30 µs in all, about the cost of switching to another thread and back. */
  static final int SPINS = 1000;

  private final int spins;
  private final AtomicReferenceArray<Thread> sleepers;
  private final boolean[] interrupted;
  private final AtomicLong parks = new AtomicLong();

  /**
   * Creates the waiting place of a team.
   *
   * @param threads number of threads of the team
   * @param spins number of turns that a thread spins before it sleeps
   */
  Rest(int threads, int spins) {
    this.spins = spins;
    this.sleepers = new AtomicReferenceArray<>(threads);
    this.interrupted = new boolean[threads];
  }

  /**
   * Returns the number of turns that are worth spinning, 0 for fewer cores than threads: another
   * thread may then run only once this one stops.
   */
  static int spins(int threads, int cores) {
    return cores < threads ? 0 : SPINS;
  }

  /**
   * Waits for a moment. The method may return at any time, so the caller checks its condition after
   * each turn. The check after the turn that registers a sleeper is indispensable: an earlier waker
   * has not seen the sleeper.
   *
   * @param thread number of the calling thread in the team
   * @param turn number of the turn in this wait, from 0
   */
  void turn(int thread, int turn) {
    if (turn < spins) {
      Thread.onSpinWait();
    } else if (sleepers.getPlain(thread) == null) {
      sleepers.set(thread, Thread.currentThread());
    } else {
      parks.incrementAndGet();
      LockSupport.park(this);
      // An interrupted thread would never sleep again; its flag is restored at the end of the wait.
      interrupted[thread] |= Thread.interrupted();
    }
  }

  /** Ends a wait, whether or not its condition holds, and restores the thread's interrupt flag. */
  void over(int thread) {
    if (sleepers.getPlain(thread) != null) {
      sleepers.set(thread, null);
    }
    if (interrupted[thread]) {
      interrupted[thread] = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes all sleeping threads. Others see the condition by themselves before they sleep. */
  void wake() {
    for (int thread = 0; thread < sleepers.length(); thread++) {
      Thread sleeper = sleepers.get(thread);
      if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /** Number of times that threads have gone to sleep so far. */
  long parks() {
    return parks.get();
  }
}
