package io.manako.chaos.process;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.chaos.process.FrameFeed.Pace;
import io.manako.job.JobOptions;
import io.manako.local.process.ChildJvm;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.Condition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;

/**
 * Kills a broker and restarts it later, freezes one so that it keeps its connections open and is
 * silent, and slows the disk so that each checkpoint takes seconds. The job is left alone.
 */
public final class BrokerCheck implements ChaosCheck {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pace PACE = new Pace(4, 2, 20);
  private static final Duration SLOW_FILE = Duration.ofSeconds(3);

  /** Limit of the heap's growth, which includes frames that wait in the feed's own producer. */
  private static final double MOST_GROWTH_MIB = 48;

  private static final double MOST_THREADS = 8;

  private final Map<String, String> settings;
  private final boolean killOnce;

  /** Makes the check of the command line. */
  public BrokerCheck() {
    this(Map.of(), false);
  }

  /**
   * Makes a check with other settings.
   *
   * @param settings settings of the job that differ
   * @param killOnce true for one kill only
   */
  BrokerCheck(Map<String, String> settings, boolean killOnce) {
    this.settings = settings;
    this.killOnce = killOnce;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String promise() {
    return "a broker that is down or silent for a minute, or a slow disk, costs no frame, doubles"
        + " none, and the job continues by itself";
  }

  /** Parts of the check. */
  private record Scene(Broker broker, RigJob job, FrameFeed feed, ResultWatch results) {}

  /** Processes of the broker, one after the other. */
  private static final class Broker implements AutoCloseable {
    private final BrokerSeat seat;
    private ChildJvm process;

    Broker(BrokerSeat seat) throws IOException {
      this.seat = seat;
      this.process = seat.start();
    }

    void start() throws IOException {
      process = seat.start();
    }

    @Override
    public void close() {
      process.kill();
    }
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Report report = new Report();
    SlowFileSystem.register();
    BrokerSeat seat = BrokerSeat.in(run.folder(), List.of());
    try (Broker broker = new Broker(seat)) {
      RigTopics topics = RigTopics.create(seat.servers(), "away", PACE.partitions());
      JobOptions options = topics.options(settings(run));
      InferenceOperatorFactory squares =
          new InferenceOperatorFactory(options.inference(), SquarePipeline::new);
      RigJob job = RigJob.start(options, squares);
      try (FrameFeed feed = new FrameFeed(topics, PACE);
          ResultWatch results = new ResultWatch(seat.servers(), topics.detections)) {
        disturb(run, new Scene(broker, job, feed, results), report);
        report.exactly(
            "jobs that run without human hands",
            1,
            job.client().getJobStatus().get() == JobStatus.RUNNING ? 1 : 0);
        new Settlement(topics, feed, results).addTo(report, run);
      } finally {
        job.cancel();
      }
    } finally {
      SlowFileSystem.slowBy(Duration.ZERO);
      FileSystem.initialize(new Configuration(), null);
    }
    return report;
  }

  private Map<String, String> settings(ChaosRun run) {
    Map<String, String> all = new HashMap<>();
    all.put("source.bounded", "false");
    all.put("job.parallelism", "2");
    all.put("checkpoint.interval", "1 s");
    all.put("flink.execution.checkpointing.dir", SlowFileSystem.SCHEME + "://" + run.folder());
    // The job's default.
    all.put("flink.restart-strategy.exponential-delay.initial-backoff", "1 s");
    all.put("flink.restart-strategy.exponential-delay.max-backoff", "1 min");
    all.putAll(settings);
    return all;
  }

  private void disturb(ChaosRun run, Scene scene, Report report) throws Exception {
    Duration away = run.length().of(Duration.ofSeconds(15), Duration.ofSeconds(60));
    int times = killOnce ? 1 : run.length().of(1, 5);
    awaitResults(scene);
    Usage before = Usage.now();
    List<Absence> killed = new ArrayList<>();
    List<Absence> frozen = new ArrayList<>();
    Usage worst = before;
    for (int n = 0; n < times; n++) {
      killed.add(absence(scene, away, true));
      run.say("killed for %d s: %s", away.toSeconds(), killed.get(n));
      worst = worst.worse(Usage.now());
      if (!killOnce) {
        frozen.add(absence(scene, away, false));
        run.say("silent for %d s: %s", away.toSeconds(), frozen.get(n));
        worst = worst.worse(Usage.now());
      }
    }
    addTo(report, "broker killed, " + away.toSeconds() + " s away", killed);
    addTo(report, "broker silent, " + away.toSeconds() + " s", frozen);
    if (!killOnce) {
      slowDisk(run, scene, report);
    }
    report.atMost("heap that grew, MiB", MOST_GROWTH_MIB, worst.heapMib() - before.heapMib());
    report.atMost("threads that came to stay", MOST_THREADS, worst.threads() - before.threads());
  }

  /** Cost of an absence. */
  private record Absence(long restarts, double seconds) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%d restart(s), results flow %.1f s after it is back", restarts, seconds);
    }
  }

  private static Absence absence(Scene scene, Duration away, boolean kill) throws Exception {
    awaitResults(scene);
    long restarts = scene.job().restarts();
    ChildJvm process = scene.broker().process;
    if (kill) {
      process.kill();
    } else {
      process.freeze();
    }
    TimeUnit.MILLISECONDS.sleep(away.toMillis());
    long back = System.nanoTime();
    if (kill) {
      scene.broker().start();
    } else {
      process.thaw();
    }
    awaitResults(scene);
    return new Absence(scene.job().restarts() - restarts, (System.nanoTime() - back) / 1e9);
  }

  private static void slowDisk(ChaosRun run, Scene scene, Report report) throws Exception {
    long restarts = scene.job().restarts();
    SlowFileSystem.slowBy(SLOW_FILE);
    double slowest = 0;
    for (int n = 0; n < run.length().of(3, 30); n++) {
      long start = System.nanoTime();
      awaitResults(scene);
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
    }
    SlowFileSystem.slowBy(Duration.ZERO);
    report.note("disk 3 s slow: restarts", scene.job().restarts() - restarts);
    // Otherwise the disk was not slow at all.
    report.atLeast("disk 3 s slow: latest result, s", SLOW_FILE.toMillis() / 1e3, slowest);
  }

  private static void addTo(Report report, String what, List<Absence> absences) {
    if (!absences.isEmpty()) {
      report.note(what + ": times", absences.size());
      report.note(what + ": restarts", absences.stream().mapToLong(Absence::restarts).sum());
      report.note(
          what + ": back after, s, at most",
          absences.stream().mapToDouble(Absence::seconds).max().orElse(0));
    }
  }

  /** Waits for results of frames that are sent after now, of every camera. */
  private static void awaitResults(Scene scene) throws InterruptedException {
    int mark = scene.feed().mark();
    Condition.await(
        "results come", PATIENCE, () -> scene.results().hasPassed(scene.feed().cameras(), mark));
  }

  /** Resources of this process, with the job in it. */
  private record Usage(double heapMib, int threads) {
    static Usage now() {
      ManagementFactory.getMemoryMXBean().gc();
      double used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      return new Usage(used / (1 << 20), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    Usage worse(Usage other) {
      return new Usage(Math.max(heapMib, other.heapMib), Math.max(threads, other.threads));
    }
  }
}
