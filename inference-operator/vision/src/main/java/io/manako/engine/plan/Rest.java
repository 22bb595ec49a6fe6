package io.manako.engine.plan;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * How the threads of a team wait for each other: a thread spins shortly, since its fellows are
 * mostly about to come, and then sleeps until one of them wakes it. A thread that waits calls
 * {@link #turn} for as long as its condition does not hold, and {@link #over} behind that. Who
 * makes a condition true calls {@link #wake} afterwards. Allocates nothing.
 */
final class Rest {
  /** Some 30 µs: a switch of threads and back costs about as much. */
  static final int SPINS = 1000;

  private final int spins;
  private final AtomicReferenceArray<Thread> sleepers;
  private final boolean[] interrupted;
  private final AtomicLong parks = new AtomicLong();

  /**
   * Makes a place for a team.
   *
   * @param threads of the team
   * @param spins before a thread sleeps
   */
  Rest(int threads, int spins) {
    this.spins = spins;
    this.sleepers = new AtomicReferenceArray<>(threads);
    this.interrupted = new boolean[threads];
  }

  /** Spins worth their while: none where the fellow cannot run before this thread stops. */
  static int spins(int threads, int cores) {
    return cores < threads ? 0 : SPINS;
  }

  /**
   * Passes some time. It may return at any moment, so the caller looks at its condition after each
   * turn, above all after the one that announces a sleeper: a waker who came before has not seen
   * it.
   *
   * @param thread number of the calling thread in the team
   * @param turn 0 at first, then one more each time
   */
  void turn(int thread, int turn) {
    if (turn < spins) {
      Thread.onSpinWait();
    } else if (sleepers.getPlain(thread) == null) {
      sleepers.set(thread, Thread.currentThread());
    } else {
      parks.incrementAndGet();
      LockSupport.park(this);
      // A thread with this flag would never sleep again; it gets the flag back at the end.
      interrupted[thread] |= Thread.interrupted();
    }
  }

  /** Ends a wait, whatever ended it. */
  void over(int thread) {
    if (sleepers.getPlain(thread) != null) {
      sleepers.set(thread, null);
    }
    if (interrupted[thread]) {
      interrupted[thread] = false;
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes all who sleep. Others see the condition by themselves, before they sleep. */
  void wake() {
    for (int thread = 0; thread < sleepers.length(); thread++) {
      Thread sleeper = sleepers.get(thread);
      if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /** How often threads have gone to sleep so far. */
  long parks() {
    return parks.get();
  }
}
