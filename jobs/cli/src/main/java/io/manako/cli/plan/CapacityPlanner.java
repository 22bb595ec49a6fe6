package io.manako.cli.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds how many subtasks carry a demand. A subtask has a core and a thread of the engine; a
 * camera's frames stay in one subtask, because they stay in order; cameras are spread as evenly as
 * whole cameras can be.
 */
final class CapacityPlanner {
  private final Demand demand;

  CapacityPlanner(Demand demand) {
    this.demand = demand;
  }

  /**
   * Every candidate as it would run: what sustains the demand first, then the more accurate, then
   * what takes fewer cores, then the cheaper.
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

  /** The fewest subtasks that sustain the demand; as many as may be used if none do. */
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
    // What reaches all subtasks together while the busiest is just not overrun.
    double capacity = demand.rate() / busy;
    boolean sustains = busy <= 1 - demand.headRoom() + 1e-9 && accurate(candidate);
    return new Proposal(candidate, subtasks, sustains, capacity, busy);
  }

  /** Frames per second of the subtask that has most cameras. */
  private double busiest(int subtasks) {
    int cameras = (demand.cameras() + subtasks - 1) / subtasks;
    return cameras * demand.framesPerSecond();
  }

  private boolean accurate(Candidate candidate) {
    return candidate.accuracy() >= demand.leastAccuracy();
  }

  /** The first that sustains the demand and can be run now. */
  static Optional<Proposal> best(List<Proposal> proposals) {
    return proposals.stream().filter(p -> p.sustains() && p.candidate().ready()).findFirst();
  }

  /** Cores that a candidate would need for the demand, however many there are; 0 if none would. */
  int coresFor(Candidate candidate) {
    for (int subtasks = 1; subtasks <= demand.cameras(); subtasks++) {
      if (busiest(subtasks) / candidate.perCore(subtasks) <= 1 - demand.headRoom() + 1e-9) {
        return subtasks;
      }
    }
    return 0;
  }

  /** Frames per second of each camera that a candidate sustains on the demand's cores. */
  double framesPerSecondFor(Candidate candidate) {
    int subtasks = Math.min(demand.cores(), demand.cameras());
    return demand.framesPerSecond()
        * (1 - demand.headRoom())
        / (busiest(subtasks) / candidate.perCore(subtasks));
  }

  /** Cameras that a candidate sustains on the demand's cores at the demand's rate. */
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
