package io.manako.cli.plan;

import static io.manako.cli.plan.PlanReport.number;
import static io.manako.cli.plan.PlanReport.one;
import static io.manako.cli.plan.PlanReport.two;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Explains why nothing meets a demand: the best that can be done, and what to change. */
final class Remedies {
  private final Demand demand;
  private final List<Proposal> ready;
  private final CapacityPlanner planner;

  Remedies(Demand demand, List<Proposal> proposals) {
    this.demand = demand;
    this.ready = proposals.stream().filter(p -> p.candidate().ready()).toList();
    this.planner = new CapacityPlanner(demand);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    List<Proposal> accurate =
        ready.stream().filter(p -> p.candidate().accuracy() >= demand.leastAccuracy()).toList();
    if (accurate.isEmpty()) {
      lines.add(inaccurate());
    }
    // The candidate that comes nearest to keeping up.
    (accurate.isEmpty() ? ready : accurate)
        .stream()
            .min(Comparator.comparingDouble(Proposal::busy))
            .filter(p -> p.busy() > 1 - demand.headRoom())
            .ifPresent(p -> lines.add(tooSlow(p)));
    return lines;
  }

  private String inaccurate() {
    double best = ready.stream().mapToDouble(p -> p.candidate().accuracy()).max().orElse(0);
    return ("No model that can run now reaches %s %%; the best has %s %%. Ask for less, or bring"
            + " weights for a network above (docs/models.md).")
        .formatted(number(demand.leastAccuracy()), one(best));
  }

  private String tooSlow(Proposal p) {
    Candidate c = p.candidate();
    int cores = planner.coresFor(c);
    int cameras = planner.camerasFor(c);
    String fewer =
        cameras == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", or %d cameras at %s frames/s",
                cameras,
                number(demand.framesPerSecond()));
    String more =
        cores > 0
            ? String.format(Locale.ROOT, "The whole demand takes %d cores.", cores)
            : "No number of cores suffices: a camera stays on one, and a frame takes %s ms of it."
                .formatted(two(c.cost().total()));
    return String.format(
        Locale.ROOT,
        "The demand cannot be met on %d %s with %s %% of each free. The best that can be done is"
            + " %s on %s: %s frames/s a camera%s. %s",
        demand.cores(),
        demand.cores() == 1 ? "core" : "cores",
        number(100 * demand.headRoom()),
        c.name(),
        c.engine(),
        two(planner.framesPerSecondFor(c)),
        fewer,
        more);
  }
}
