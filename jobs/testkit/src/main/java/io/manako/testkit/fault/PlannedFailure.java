package io.manako.testkit.fault;

/** A fault of the machine: an exception would be taken for a fault of the frame at hand. */
final class PlannedFailure extends Error {
  private static final long serialVersionUID = 1L;

  PlannedFailure(Fault fault) {
    super("planned failure of " + fault);
  }
}
