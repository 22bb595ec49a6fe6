package io.manako.chaos.process;

import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.chaos.process.FrameFeed.Pace;
import io.manako.local.files.ModelPull;
import io.manako.local.flink.FlinkRest;
import io.manako.local.terminal.Screen;
import io.manako.model.ModelStore;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Job with its default detector on a {@link LocalHost}, cameras that feed it without end, and a
 * reader of its committed results.
 */
final class HostJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int PARTITIONS = 2;
  private static final Pace PACE = new Pace(2, PARTITIONS, 6);

  /** Results per camera, since the job last stood still, from which on it counts as flowing. */
  private static final int FLOWING = 4;

  final LocalHost host;
  final FrameFeed feed;
  final ResultWatch results;
  final JobProbe job;
  private final RigTopics topics;

  private HostJob(LocalHost host, RigTopics topics, String job) throws Exception {
    this.host = host;
    this.topics = topics;
    this.job = new JobProbe(host.rest(), job);
    this.results = new ResultWatch(topics.servers(), topics.detections);
    this.feed = new FrameFeed(topics, PACE);
  }

  /**
   * Starts all parts and waits for the first results.
   *
   * @param more options of the job
   * @param jvm options of Flink's processes, separated by blanks
   */
  static HostJob start(ChaosRun run, Map<String, String> more, String jvm) throws Exception {
    new ModelPull(ModelStore.standard(), Screen.standard()).get(ModelPull.DEFAULT_DETECTOR);
    LocalHost host = LocalHost.start(run.folder(), jvm);
    try {
      RigTopics topics = RigTopics.create(host.servers(), "host", PARTITIONS);
      HostJob started = new HostJob(host, topics, submit(host, topics, more));
      run.say("the job runs on %d processes", LocalHost.Role.values().length);
      started.awaitFlow();
      return started;
    } catch (Exception e) {
      host.close();
      throw e;
    }
  }

  private static String submit(LocalHost host, RigTopics topics, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("source.bounded", "false");
    settings.put("job.parallelism", "2");
    // Checkpoints may fail while a broker is down, and the job may fail as often as it is killed.
    settings.put("job.restarts", "1000000");
    settings.put("checkpoint.interval", "1 s");
    settings.put("delivery.transaction-naming", "incrementing");
    settings.put("flink.restart-strategy.exponential-delay.max-backoff", "1 s");
    settings.put("flink.restart-strategy.exponential-delay.initial-backoff", "100 ms");
    settings.putAll(more);
    List<String> arguments = new ArrayList<>();
    topics
        .settings(settings)
        .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    FlinkRest rest = host.rest();
    Condition.await(
        "both TaskManagers are there",
        PATIENCE,
        () -> rest.get("/overview").path("slots-available").asInt() == 2);
    return rest.run(rest.upload(host.jobJar()), arguments);
  }

  /**
   * Waits until all tasks run and every camera has results of frames sent after now, so that a kill
   * hits frames in flight.
   */
  void awaitFlow() throws InterruptedException {
    int mark = feed.mark();
    awaitResults(mark + FLOWING);
    Condition.await("all tasks run", PATIENCE, () -> job.course().running());
  }

  /** Waits until every camera has results from this sequence on. */
  void awaitResults(long sequence) throws InterruptedException {
    Condition.await(
        "results come of every camera's frame " + sequence,
        PATIENCE,
        () -> results.hasPassed(feed.cameras(), sequence));
  }

  /** Stops the cameras, waits for the last results and counts. */
  void settle(Report report, ChaosRun run) throws Exception {
    new Settlement(topics, feed, results).addTo(report, run);
  }

  @Override
  public void close() throws InterruptedException {
    try (host;
        feed) {
      results.close();
    }
  }
}
