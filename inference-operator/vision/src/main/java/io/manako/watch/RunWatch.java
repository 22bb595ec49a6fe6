package io.manako.watch;

import java.time.Duration;

/**
 * Decides whether a run hangs: whether it has had its time. A clock on the wall would blame a run
 * for a machine that had no time for it, so this watch goes on in short steps, one each time that
 * somebody looks, and stands while a thread of the run's process waits for a processor. Whoever of
 * them the run needs, it may be that one.
 *
 * <p>A run that computes for ever and one that waits for ever are both found: the first gets
 * processor time, the second needs none. A process that was stopped as a whole loses one step.
 */
public final class RunWatch {
  private static final int STEPS = 16;

  private final Duration limit;
  private final long stepMillis;
  private final Starvation starvation;
  private long livedNanos;

  /** How much of the time has been taken from this process. */
  interface Starvation {
    /** The longest time that a thread has waited for a processor since the last call, ns. */
    long nanos();
  }

  /**
   * A watch that starts now, of a run in this process.
   *
   * @param limit what the run gets, 1 ms or more
   */
  public RunWatch(Duration limit) {
    this(limit, new ProcessorQueue("self"));
  }

  /**
   * A watch that starts now, of a run in another process.
   *
   * @param limit what the run gets, 1 ms or more
   */
  public RunWatch(Duration limit, long pid) {
    this(limit, new ProcessorQueue(Long.toString(pid)));
  }

  RunWatch(Duration limit, Starvation starvation) {
    this.limit = limit;
    this.stepMillis = Math.max(1, (limit.toMillis() + STEPS - 1) / STEPS);
    this.starvation = starvation;
  }

  /** After how many milliseconds to look again. */
  public long stepMillis() {
    return stepMillis;
  }

  /** Notes that a step has passed. True if the run has had its time and has not ended in it. */
  public boolean hasExpired() {
    long step = Duration.ofMillis(stepMillis).toNanos();
    livedNanos += step - Math.min(step, starvation.nanos());
    return livedNanos >= limit.toNanos();
  }
}
