package io.manako.testkit.fault;

/**
 * Failure of the machine. Planned faults are errors, because an exception counts as a fault of the
 * frame.
 */
final class PlannedFailure extends Error {
  private static final long serialVersionUID = 1L;

  PlannedFailure(Fault fault) {
    super("planned failure of " + fault);
  }
}
