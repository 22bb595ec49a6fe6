package io.manako.chaos.process;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.chaos.process.JobProbe.Course;
import io.manako.chaos.process.LocalHost.Role;
import io.manako.testkit.process.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Sends SIGKILL to processes while frames flow: TaskManagers, the JobManager, the broker, and all
 * of a host at once. A kill counts if it restarted the job. The time of a recovery is that from the
 * kill until a frame that was sent after it has its committed result, for each camera.
 */
public final class KillCheck implements ChaosCheck {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final double P95_SECONDS = 15;

  private final @Nullable Plan plan;
  private final Setup setup;

  /**
   * Settings that may differ.
   *
   * @param settings settings of the job
   * @param jvm options of Flink's processes, separated by blanks
   * @param timed true if the time of a recovery is a demand; a machine that others use may be late
   */
  record Setup(Map<String, String> settings, String jvm, boolean timed) {}

  /**
   * Number of kills of each kind.
   *
   * @param taskManagers kills of one of the two
   * @param jobManagers kills of the JobManager
   * @param brokers kills of the broker
   * @param hosts kills of everything at once
   */
  record Plan(int taskManagers, int jobManagers, int brokers, int hosts) {
    private static final Plan SHORT = new Plan(3, 1, 1, 1);
    private static final Plan LONG = new Plan(20, 3, 5, 1);

    /** Returns all kills, in random order. */
    List<List<Role>> victims(Random lot) {
      List<List<Role>> kills = new ArrayList<>();
      for (int n = 0; n < taskManagers; n++) {
        kills.add(List.of(LocalHost.TASK_MANAGERS.get(n % LocalHost.TASK_MANAGERS.size())));
      }
      kills.addAll(Collections.nCopies(jobManagers, List.of(Role.JOB_MANAGER)));
      kills.addAll(Collections.nCopies(brokers, List.of(Role.BROKER)));
      kills.addAll(Collections.nCopies(hosts, List.of(Role.values())));
      Collections.shuffle(kills, lot);
      return kills;
    }
  }

  /** Makes the check of the command line. */
  public KillCheck() {
    this(null, new Setup(Map.of(), "", true));
  }

  /**
   * Makes a check with another plan.
   *
   * @param plan null for that of the run's length
   */
  KillCheck(@Nullable Plan plan, Setup setup) {
    this.plan = plan;
    this.setup = setup;
  }

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String promise() {
    return "after SIGKILL of any process, or all of them, every frame has its one result in its"
        + " place, and results flow again within 15 s";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Plan kills = plan == null ? run.length().of(Plan.SHORT, Plan.LONG) : plan;
    Toll toll = new Toll();
    Report report = new Report();
    try (HostJob job = HostJob.start(run, setup.settings(), setup.jvm())) {
      for (List<Role> victims : kills.victims(new Random(run.seed()))) {
        strike(job, victims, toll);
        run.say("%s killed, results flow after %.1f s", victims, toll.lastSeconds());
      }
      toll.addTo(report, kills);
      addTime(report, toll);
      job.settle(report, run);
    }
    return report;
  }

  private static void strike(HostJob job, List<Role> victims, Toll toll) throws Exception {
    job.awaitFlow();
    Course before = job.job.course();
    int mark = job.feed.mark();
    long start = System.nanoTime();
    victims.parallelStream().forEach(job.host::kill);
    for (Role victim : victims) {
      job.host.start(victim);
    }
    job.awaitResults(mark);
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean carriesJob = !victims.equals(List.of(Role.BROKER));
    if (carriesJob) {
      Condition.comes(PATIENCE, () -> job.job.course().isRestartOf(before));
    }
    toll.add(victims, job.job.course().restartsSince(before), seconds);
  }

  private void addTime(Report report, Toll toll) {
    double p95 = toll.percentile(0.95);
    if (setup.timed()) {
      report.atMost("results flow again, s, p95", P95_SECONDS, p95);
    } else {
      report.note("results flow again, s, p95", p95);
    }
  }
}
