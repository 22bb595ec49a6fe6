package io.manako.testkit.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures planned for the one job of this JVM with a factory of {@link FaultyFactory}, one after
 * the other: a fault waits until the subtask that failed before it is there again, so two never
 * share a restart.
 */
public final class Faults {
  private static final Deque<Fault> PLANNED = new ArrayDeque<>();
  private static final List<Fault> STRUCK = new ArrayList<>();
  private static int visits;
  private static @Nullable FaultSite down;

  private Faults() {}

  /** Replaces the plan. */
  public static void plan(Fault... faults) {
    plan(List.of(faults));
  }

  /** Replaces the plan by a list. */
  public static synchronized void plan(List<Fault> faults) {
    PLANNED.clear();
    PLANNED.addAll(faults);
    STRUCK.clear();
    visits = 0;
    down = null;
  }

  /** Returns the faults that have struck since they were planned. */
  public static synchronized List<Fault> struck() {
    return List.copyOf(STRUCK);
  }

  /** Returns whether the next fault waits for a checkpoint. */
  static synchronized boolean awaitCheckpoint() {
    Fault next = PLANNED.peek();
    return next != null && next.place().isAtBarrier();
  }

  static synchronized void opened(FaultSite site) {
    if (down != null && site.follows(down)) {
      down = null;
      visits = 0;
    }
  }

  static synchronized void visit(FaultSite site, FaultPlace place) {
    Fault next = PLANNED.peek();
    if (down == null && next != null && next.place() == place && ++visits == next.visit()) {
      PLANNED.remove();
      STRUCK.add(next);
      down = site;
      throw new PlannedFailure(next);
    }
  }
}
