package io.manako.chaos.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.chaos.process.FrameFeed.Pace;
import io.manako.chaos.process.TrapPipeline.Run;
import io.manako.job.JobOptions;
import io.manako.local.flink.FlinkRest;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.process.ChildJvm;
import io.manako.local.process.FreePort;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.Condition;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an engine hang in native code, twice in a process that continues, and once too often in one
 * that must end; counts the batches that a checkpoint waits for while the engine is too slow.
 */
public final class StuckCheck implements ChaosCheck {
  private static final Duration PROMISED = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int HANGS = 2;
  private static final Pace PACE = new Pace(2, 1, 20);

  /** Delay of a batch of four, which makes fewer frames per second than arrive. */
  private static final Duration SLOW = Duration.ofMillis(300);

  private static final int SLOW_CHECKPOINTS = 6;

  /**
   * Most runs per checkpoint: the one in progress, the batch that fills, and one that starts while
   * the task is busy.
   */
  private static final int MOST_RUNS = 3;

  private static final Pattern TOO_MANY = Pattern.compile("(\\d+) runs hang in this process");

  private final Map<String, String> settings;
  private final Duration limit;
  private final boolean ends;

  /** Makes the check of the command line. */
  public StuckCheck() {
    this(Map.of(), PROMISED, true);
  }

  /**
   * Makes a check with other settings.
   *
   * @param settings settings of the job that differ
   * @param limit time within which the task must fail; a machine that others use may be late
   * @param ends true to try the process that must end, too
   */
  StuckCheck(Map<String, String> settings, Duration limit, boolean ends) {
    this.settings = settings;
    this.limit = limit;
    this.ends = ends;
  }

  @Override
  public String name() {
    return "stuck";
  }

  @Override
  public String promise() {
    return "a task whose engine hangs fails within 10 s and goes on with a new engine, and the"
        + " process ends before hung engines fill it";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Report report = new Report();
    String pipe = namedPipe(run.folder());
    TrapPipeline.reset();
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      hang(run, new RigTopics(broker, "stuck", 1), report, pipe);
      if (ends) {
        end(run, new RigTopics(broker, "ended", 1), report, pipe);
      }
    } finally {
      release(pipe);
    }
    return report;
  }

  private void hang(ChaosRun run, RigTopics topics, Report report, String pipe) throws Exception {
    int port = FreePort.any();
    JobOptions options = options(topics, Integer.toString(port));
    RigJob job = RigJob.start(options, factory(options, pipe));
    try (FrameFeed feed = new FrameFeed(topics, PACE);
        ResultWatch results = new ResultWatch(topics.servers(), topics.detections)) {
      List<Double> seconds = new ArrayList<>();
      for (int n = 0; n < HANGS && seconds.size() == n; n++) {
        awaitResults(feed, results);
        TrapPipeline.TRAPS.set(1);
        double needed = secondsToFail(job, n + 1);
        if (needed <= limit.toSeconds()) {
          seconds.add(needed);
        }
        run.say("hung %d time(s), failed after %s s", n + 1, seconds);
      }
      report.exactly("stuck runs that failed the task in time", HANGS, seconds.size());
      seconds.stream()
          .max(Double::compare)
          .ifPresent(worst -> report.note("slowest failure, s", worst));
      if (seconds.size() < HANGS) {
        release(pipe);
      }
      awaitResults(feed, results);
      report.exactly("engines opened", 1L + seconds.size(), TrapPipeline.OPENED.get());
      holdUp(new FlinkRest("http://localhost:" + port), job, report);
      new Settlement(topics, feed, results).addTo(report, run);
    } finally {
      job.cancel();
    }
  }

  /** Returns the time that a task took to fail, or at least the limit if it did not. */
  private double secondsToFail(RigJob job, int restarts) throws InterruptedException {
    Condition.await("a run hangs", PATIENCE, () -> TrapPipeline.STUCK.get() == restarts);
    Condition.comes(limit.plusSeconds(1), () -> job.restarts() >= restarts);
    return (System.nanoTime() - TrapPipeline.STUCK_SINCE.get()) / 1e9;
  }

  /** Lets frames pile up and records the runs that each checkpoint has waited for. */
  private static void holdUp(FlinkRest rest, RigJob job, Report report) throws Exception {
    TrapPipeline.slowBy(SLOW);
    String path = "/jobs/" + job.client().getJobID() + "/checkpoints";
    long since = System.currentTimeMillis() + SLOW.toMillis() * MOST_RUNS;
    List<JsonNode> checkpoints = new ArrayList<>();
    Condition.await(
        "checkpoints are made while the engine is slow",
        PATIENCE,
        () -> {
          checkpoints.clear();
          for (JsonNode checkpoint : rest.get(path).path("history")) {
            if (checkpoint.path("trigger_timestamp").asLong() > since
                && checkpoint.path("status").asText().equals("COMPLETED")) {
              checkpoints.add(checkpoint);
            }
          }
          return checkpoints.size() >= SLOW_CHECKPOINTS;
        });
    TrapPipeline.slowBy(Duration.ZERO);
    report.atMost(
        "most batches that a checkpoint waited for",
        MOST_RUNS,
        checkpoints.stream().mapToDouble(StuckCheck::runs).max().orElse(0));
    report.note(
        "slowest checkpoint, ms, at 300 ms a batch",
        checkpoints.stream().mapToLong(StuckCheck::millis).max().orElse(0));
  }

  private static long millis(JsonNode checkpoint) {
    return checkpoint.path("end_to_end_duration").asLong();
  }

  /** Returns the runs that ended during a checkpoint. */
  private static double runs(JsonNode checkpoint) {
    long start = checkpoint.path("trigger_timestamp").asLong();
    long end = start + millis(checkpoint);
    return TrapPipeline.RUNS.stream()
        .filter((Run run) -> run.end() > start && run.end() <= end)
        .count();
  }

  /** Starts a process of its own in which every run hangs. */
  private static void end(ChaosRun run, RigTopics topics, Report report, String pipe)
      throws Exception {
    Path log = run.folder().resolve("hanging.log");
    ChildJvm.Launch launch =
        ChildJvm.Launch.of(HangingJob.class.getName(), List.of(topics.servers(), "ended", pipe))
            .with(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", ChildJvm.logging(run.folder())));
    try (FrameFeed feed = new FrameFeed(topics, PACE);
        ChildJvm child = ChildJvm.start(run.folder(), log, launch)) {
      boolean ended = Condition.comes(PATIENCE, () -> !child.isAlive());
      String output = child.output();
      Matcher said = TOO_MANY.matcher(output);
      report.exactly(
          "code of a process in which too much hangs", 255, ended ? child.exitCode() : 0);
      report.exactly(
          "hung engines in it, as it says", 3, said.find() ? Long.parseLong(said.group(1)) : 0);
      run.say("the process in which every engine hangs has %s", ended ? "ended" : "not ended");
      feed.stop();
    }
  }

  /**
   * Returns options of a job without end.
   *
   * @param port port of Flink's interface
   */
  private JobOptions options(RigTopics topics, String port) {
    Map<String, String> all = new HashMap<>();
    all.put("source.bounded", "false");
    all.put("job.parallelism", "1");
    all.put("checkpoint.interval", "500 ms");
    all.put("inference.batch-size", "4");
    all.put("flink.rest.bind-port", port);
    all.putAll(settings);
    return topics.options(all);
  }

  static InferenceOperatorFactory factory(JobOptions options, String pipe) {
    return new InferenceOperatorFactory(options.inference(), TrapPipeline.over(pipe));
  }

  private static void awaitResults(FrameFeed feed, ResultWatch results)
      throws InterruptedException {
    int mark = feed.mark();
    Condition.await("results come", PATIENCE, () -> results.hasPassed(feed.cameras(), mark));
  }

  private static String namedPipe(Path folder) throws IOException, InterruptedException {
    Path pipe = folder.resolve("never");
    Files.deleteIfExists(pipe);
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    if (!made.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("mkfifo cannot make " + pipe);
    }
    return pipe.toString();
  }

  /** Releases all threads that hang. */
  private static void release(String pipe) throws IOException {
    if (TrapPipeline.STUCK.get() > 0) {
      // Opened for both, so that it does not wait for another process at the other end.
      new RandomAccessFile(pipe, "rw").close();
    }
  }
}
