package io.manako.testkit.fault;

/** Attempt of a subtask, as planned faults see it. */
final class FaultSite {
  /** The site of threads that are no task's, such as those that load models. */
  private static final FaultSite UNKNOWN = new FaultSite(-1, 0);

  private static final ThreadLocal<FaultSite> OF_THREAD = ThreadLocal.withInitial(() -> UNKNOWN);

  private final int subtask;
  private final int attempt;
  private volatile boolean flushing;

  FaultSite(int subtask, int attempt) {
    this.subtask = subtask;
    this.attempt = attempt;
  }

  /** The site of the task whose thread calls. */
  static FaultSite ofThread() {
    return OF_THREAD.get();
  }

  /** The calling thread works for this site until it ends. */
  void enterThread() {
    OF_THREAD.set(this);
  }

  /** Fails if it is time. */
  void visit(FaultPlace place) {
    Faults.visit(this, place);
  }

  /** Visits the run of a batch. */
  void visitRun() {
    visit(FaultPlace.INFERENCE);
    if (flushing) {
      visit(FaultPlace.FLUSH);
    }
  }

  void flushing(boolean now) {
    flushing = now;
  }

  boolean follows(FaultSite failed) {
    return subtask == failed.subtask && attempt > failed.attempt;
  }
}
