package io.manako.testkit.fault;

import java.util.Locale;

/** Places in the life of an inference task where it may fail. */
public enum FaultPlace {
  /** Opening the models, at the job's start or at a restart. */
  LOAD,
  /** Taking the state of a checkpoint up again; not visited by a task that starts afresh. */
  RESTORE,
  /** Decoding a frame. */
  DECODE,
  /** Running a batch. */
  INFERENCE,
  /** Running a batch because a barrier waits for it. */
  FLUSH,
  /** Writing the state; not visited before this attempt has taken its first frame. */
  SNAPSHOT,
  /** Freeing everything after the last frame; the closing of a task that failed is no visit. */
  CLOSE;

  /** A fault at the {@code visit}th visit. */
  public Fault at(int visit) {
    return new Fault(this, visit);
  }

  /** Returns whether only a checkpoint leads there. */
  boolean isAtBarrier() {
    return this == FLUSH || this == SNAPSHOT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
