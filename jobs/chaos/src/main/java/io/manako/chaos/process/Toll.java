package io.manako.chaos.process;

import io.manako.chaos.check.Report;
import io.manako.chaos.process.LocalHost.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Cost of kills. */
final class Toll {
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(List<Role> victims, long restarts, double seconds) {}

  /**
   * Adds a kill.
   *
   * @param victims processes killed at once
   * @param restarts restarts of the job because of it
   * @param seconds time until results flowed again
   */
  void add(List<Role> victims, long restarts, double seconds) {
    entries.add(new Entry(victims, restarts, seconds));
  }

  /** Returns the last kill's time. */
  double lastSeconds() {
    return entries.get(entries.size() - 1).seconds();
  }

  /** Returns a percentile of the times by the nearest rank, which is the worst of a few. */
  double percentile(double share) {
    List<Double> seconds = entries.stream().map(Entry::seconds).sorted().toList();
    return seconds.get((int) Math.ceil(share * seconds.size()) - 1);
  }

  /**
   * Adds one figure for each kind of kill, and the number of those that must have restarted the
   * job.
   */
  void addTo(Report report, KillCheck.Plan plan) {
    kind(report, "TaskManager", LocalHost.TASK_MANAGERS::containsAll, plan.taskManagers());
    kind(report, "JobManager", List.of(Role.JOB_MANAGER)::equals, plan.jobManagers());
    kind(report, "whole host", victims -> victims.size() > 1, plan.hosts());
    List<Entry> brokers = of(List.of(Role.BROKER)::equals);
    report.exactly("broker kills", plan.brokers(), brokers.size());
    if (!brokers.isEmpty()) {
      report.note("broker: restarts of the job", restarts(brokers));
      report.note("broker: slowest, s", slowest(brokers));
    }
  }

  private void kind(Report report, String name, Predicate<List<Role>> is, int kills) {
    if (kills == 0) {
      return;
    }
    List<Entry> kind = of(is);
    report.exactly(
        name + " kills that restarted the job",
        kills,
        kind.stream().filter(entry -> entry.restarts() > 0).count());
    report.note(name + ": restarts in all", restarts(kind));
    report.note(name + ": slowest, s", slowest(kind));
  }

  private List<Entry> of(Predicate<List<Role>> is) {
    return entries.stream().filter(entry -> is.test(entry.victims())).toList();
  }

  private static long restarts(List<Entry> kind) {
    return kind.stream().mapToLong(Entry::restarts).sum();
  }

  private static double slowest(List<Entry> kind) {
    return kind.stream().map(Entry::seconds).max(Comparator.naturalOrder()).orElse(0.0);
  }
}
