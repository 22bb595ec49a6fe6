package io.manako.testkit.fault;

/**
 * Planned failure.
 *
 * @param place place of the failure
 * @param visit number of the visit, of all subtasks together, at which it happens, 1 for the first,
 *     counted since the job recovered from the fault before
 */
public record Fault(FaultPlace place, int visit) {
  @Override
  public String toString() {
    return place + " " + visit;
  }
}
