package io.manako.testkit.fault;

/** Attempt of a subtask, as planned faults see it. */
final class FaultSite {
  /** Site of an operator that is not from a {@link FaultyFactory}. */
  static final FaultSite UNKNOWN = new FaultSite(-1, 0);

  private final int subtask;
  private final int attempt;
  private volatile boolean flushing;

  FaultSite(int subtask, int attempt) {
    this.subtask = subtask;
    this.attempt = attempt;
  }

  /** Visits a place, and fails if a fault is due. */
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
