package io.manako.watch;

import java.time.Duration;

/**
 * Decides whether a run hangs, which means that it has used up its time. Wall-clock time would
 * blame a run for a machine that had no time for it. Therefore this watch advances in short steps,
 * one for each poll, and pauses while a thread of the run's process waits for a processor, because
 * the run may depend on any of them.
 *
 * <p>The watch finds a run that computes for ever as well as one that waits for ever: the first
 * gets processor time, the second needs none. A process that was stopped as a whole loses one step.
 */
public final class RunWatch {
  private static final int STEPS = 16;

  private final Duration limit;
  private final long stepMillis;
  private final Starvation starvation;
  private long livedNanos;

  /** Measurement of the time that other processes have taken from this one. */
  interface Starvation {
    /**
     * Returns the longest time, in ns, for which a thread has waited for a processor since the last
     * call.
     */
    long nanos();
  }

  /**
   * Starts a watch of a run in this process.
   *
   * @param limit time of the run, at least 1 ms
   */
  public RunWatch(Duration limit) {
    this(limit, new ProcessorQueue("self"));
  }

  /**
   * Starts a watch of a run in another process.
   *
   * @param limit time of the run, at least 1 ms
   * @param pid number of the process
   */
  public RunWatch(Duration limit, long pid) {
    this(limit, new ProcessorQueue(Long.toString(pid)));
  }

  RunWatch(Duration limit, Starvation starvation) {
    this.limit = limit;
    this.stepMillis = Math.max(1, (limit.toMillis() + STEPS - 1) / STEPS);
    this.starvation = starvation;
  }

  /** Milliseconds after which to poll again. */
  public long stepMillis() {
    return stepMillis;
  }

  /**
   * Advances by one step.
   *
   * @return true if the run has used up its time
   */
  public boolean hasExpired() {
    long step = Duration.ofMillis(stepMillis).toNanos();
    livedNanos += step - Math.min(step, starvation.nanos());
    return livedNanos >= limit.toNanos();
  }
}
