package io.manako.cli.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Computes how many subtasks carry a demand. A subtask has one core and one thread of the engine. A
 * camera's frames stay in one subtask, because their order is kept. Cameras are spread as evenly as
 * whole cameras can be.
 */
final class CapacityPlanner {
  private final Demand demand;

  CapacityPlanner(Demand demand) {
    this.demand = demand;
  }

  /**
   * Returns every candidate as it would run. Candidates that sustain the demand come first, then
   * the more accurate, then those with fewer cores, then the cheaper.
   */
  List<Proposal> propose(List<Candidate> candidates) {
    return candidates.stream().map(this::propose).sorted(order()).toList();
  }

  private static Comparator<Proposal> order() {
    return Comparator.comparing(Proposal::sustains, Comparator.reverseOrder())
        .thenComparing(p -> p.candidate().accuracy(), Comparator.reverseOrder())
        .thenComparing(Proposal::subtasks)
        .thenComparing(p -> p.candidate().cost().total());
  }

  /** Returns the fewest subtasks that sustain the demand, or all that may be used if none do. */
  Proposal propose(Candidate candidate) {
    int most = Math.min(demand.cores(), demand.cameras());
    for (int subtasks = 1; subtasks < most; subtasks++) {
      Proposal proposal = run(candidate, subtasks);
      if (proposal.sustains()) {
        return proposal;
      }
    }
    return run(candidate, most);
  }

  private Proposal run(Candidate candidate, int subtasks) {
    double perCore = candidate.perCore(subtasks);
    double busy = busiest(subtasks) / perCore;
    // Rate into all subtasks together at which the busiest is just not overrun.
    double capacity = demand.rate() / busy;
    boolean sustains = busy <= 1 - demand.headRoom() + 1e-9 && accurate(candidate);
    return new Proposal(candidate, subtasks, sustains, capacity, busy);
  }

  /** Returns the frames per second into the subtask that has most cameras. */
  private double busiest(int subtasks) {
    int cameras = (demand.cameras() + subtasks - 1) / subtasks;
    return cameras * demand.framesPerSecond();
  }

  private boolean accurate(Candidate candidate) {
    return candidate.accuracy() >= demand.leastAccuracy();
  }

  /** Returns the first proposal that sustains the demand and can run now. */
  static Optional<Proposal> best(List<Proposal> proposals) {
    return proposals.stream().filter(p -> p.sustains() && p.candidate().ready()).findFirst();
  }

  /**
   * Returns the cores that a candidate needs for the demand, even more than there are; 0 if no
   * number suffices.
   */
  int coresFor(Candidate candidate) {
    for (int subtasks = 1; subtasks <= demand.cameras(); subtasks++) {
      if (busiest(subtasks) / candidate.perCore(subtasks) <= 1 - demand.headRoom() + 1e-9) {
        return subtasks;
      }
    }
    return 0;
  }

  /**
   * Returns the frames per second of each camera that a candidate sustains on the demand's cores.
   */
  double framesPerSecondFor(Candidate candidate) {
    int subtasks = Math.min(demand.cores(), demand.cameras());
    return demand.framesPerSecond()
        * (1 - demand.headRoom())
        / (busiest(subtasks) / candidate.perCore(subtasks));
  }

  /**
   * Returns the number of cameras that a candidate sustains on the demand's cores at the demand's
   * rate.
   */
  int camerasFor(Candidate candidate) {
    int each =
        (int)
            Math.floor(
                candidate.perCore(demand.cores())
                    * (1 - demand.headRoom())
                    / demand.framesPerSecond());
    return each * demand.cores();
  }
}
