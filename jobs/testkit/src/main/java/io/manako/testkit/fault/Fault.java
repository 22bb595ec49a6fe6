package io.manako.testkit.fault;

/**
 * A failure to come.
 *
 * @param place where
 * @param visit at which visit of all subtasks together, 1 for the first, counted since the job is
 *     back from the fault before
 */
public record Fault(FaultPlace place, int visit) {
  @Override
  public String toString() {
    return place + " " + visit;
  }
}
