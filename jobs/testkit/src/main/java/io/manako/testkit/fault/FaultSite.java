package io.manako.testkit.fault;

/** One attempt of one subtask, as planned faults see it. */
final class FaultSite {
  /** Of an operator that is not a {@link FaultyFactory}'s own. */
  static final FaultSite UNKNOWN = new FaultSite(-1, 0);

  private final int subtask;
  private final int attempt;
  private volatile boolean flushing;

  FaultSite(int subtask, int attempt) {
    this.subtask = subtask;
    this.attempt = attempt;
  }

  /** Fails if it is time. */
  void visit(FaultPlace place) {
    Faults.visit(this, place);
  }

  /** A batch runs. */
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
