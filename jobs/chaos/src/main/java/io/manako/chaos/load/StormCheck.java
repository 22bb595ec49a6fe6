package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.chaos.load.Fleet.Member;
import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts many cameras within seconds, and four among them that misbehave. The well-behaved load
 * both cores' engines to a third; the fast one alone would be too much for either. Delivery is
 * at-least-once, so that a delay is the job's and not the wait for a checkpoint.
 */
public final class StormCheck implements ChaosCheck {
  /** Frames per second of each well-behaved camera. */
  private static final double RATE = 1;

  private static final double FAST = 50 * RATE;

  /** Frames per second that {@code overload.policy: sample} lets pass of each camera. */
  private static final int MAX_RATE = 5;

  /** Engine's ms per frame, times cameras. */
  private static final int LOAD = 750;

  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration RAMP = Duration.ofSeconds(10);
  private static final int SILENT_AFTER = 3;
  private static final int STRANGERS = 1200;
  private static final int MOST_CAMERAS = 500;
  private static final String ORDINARY = "cam-";

  /** Ratio whose multiples fill the second evenly, however many there are. */
  private static final double GOLDEN_RATIO = 0.6180339887;

  private final String policy;
  private final boolean strict;

  /** Makes a check of the policy that isolates cameras from each other. */
  public StormCheck() {
    this("sample", true);
  }

  /**
   * Makes a check of another policy.
   *
   * @param strict true to compare delays with the calm ones, for which the machine must be free;
   *     false to judge only delays of many seconds
   */
  StormCheck(String policy, boolean strict) {
    this.policy = policy;
    this.strict = strict;
  }

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String promise() {
    return "A storm of cameras, some of which misbehave, delays the others to less than twice.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, name(), 2);
      broker.createTopics(2, "storm.tracks", "storm.events", "storm.counts");
      MetricsPort metrics = MetricsPort.any();
      JobOptions options = topics.options(settings(metrics));
      int frameMillis = Math.max(1, LOAD / cameras(run));
      FramePipeline.Provider slow =
          given -> new SlowEngine.SlowPipeline(new SquarePipeline(given), frameMillis);
      RigJob job = RigJob.start(options, new InferenceOperatorFactory(options.inference(), slow));
      FrameLedger ledger = new FrameLedger();
      Delays delays = new Delays(ORDINARY);
      StormReport report;
      try (FrameSender sender = new FrameSender(broker, topics.frames);
          CommittedReader reader = new CommittedReader(broker, topics.detections, delays)) {
        report = storm(run, new Stage(sender, ledger, delays));
        report.add(metrics.look().mostCameras(), MOST_CAMERAS, job.restarts());
      } finally {
        job.cancel();
      }
      return report.of(topics, ledger);
    }
  }

  private static int cameras(ChaosRun run) {
    return run.length().of(30, 200);
  }

  private StormReport storm(ChaosRun run, Stage stage) throws Exception {
    List<Member> ordinary = members(cameras(run), Duration.ZERO);
    stage.play(ordinary, WARM_UP);
    long calmFrom = System.currentTimeMillis();
    stage.play(ordinary, run.length().of(Duration.ofSeconds(10), Duration.ofMinutes(2)));
    long stormFrom = System.currentTimeMillis();
    run.say("the calm is over after %d frames", stage.ledger().size());
    List<Member> all = members(cameras(run), RAMP);
    all.addAll(misbehaved());
    stage.play(all, run.length().of(Duration.ofSeconds(20), Duration.ofMinutes(10)));
    long stormTo = System.currentTimeMillis();
    stage.awaitResults();
    run.say("the storm is over after %d frames", stage.ledger().size());
    stage.strangers();
    Delays delays = stage.delays();
    return new StormReport(
        delays.between(calmFrom, stormFrom), delays.between(stormFrom, stormTo), strict);
  }

  private Map<String, String> settings(MetricsPort metrics) {
    Map<String, String> settings = new HashMap<>(metrics.settings());
    settings.put("source.bounded", "false");
    settings.put("job.parallelism", "2");
    settings.put("delivery.guarantee", "at-least-once");
    settings.put("checkpoint.interval", "1 s");
    settings.put("overload.policy", policy);
    settings.put("overload.max-rate", Integer.toString(MAX_RATE));
    settings.put("tracking.enabled", "true");
    settings.put("tracking.offline-after", "5 s");
    settings.put("tracking.frozen-after", "4 s");
    settings.put("tracking.frozen-frames", "4");
    settings.put("topics.tracks", "storm.tracks");
    settings.put("topics.events", "storm.events");
    settings.put("topics.counts", "storm.counts");
    return settings;
  }

  /** Returns the well-behaved, one after the other within {@code ramp}. */
  private static List<Member> members(int cameras, Duration ramp) throws IOException {
    Stills stills = new Stills();
    List<Member> members = new ArrayList<>();
    for (int n = 0; n < cameras; n++) {
      // Each has its own moment of the second, the same in the calm and in the storm.
      double from = Math.floor(ramp.toSeconds() * n / (double) cameras) + n * GOLDEN_RATIO % 1;
      Duration start = Duration.ofMillis((long) (from * 1000));
      members.add(Member.of(ORDINARY + n, RATE, start, stills::moving));
    }
    return members;
  }

  private static List<Member> misbehaved() throws IOException {
    Stills stills = new Stills();
    return List.of(
        Member.of("fast", FAST, Duration.ZERO, stills::moving),
        Member.of("frozen", RATE, Duration.ZERO, n -> stills.frozen()),
        new Member("silent", RATE, Duration.ZERO, SILENT_AFTER, stills::moving),
        Member.of("garbage", RATE, Duration.ZERO, n -> ("garbage " + n).getBytes(UTF_8)));
  }

  /** Sender of all cameras, with the ledger and the delays. */
  private record Stage(FrameSender sender, FrameLedger ledger, Delays delays) {
    void play(List<Member> members, Duration length) throws InterruptedException {
      try (Fleet fleet = new Fleet(sender, ledger, members)) {
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        fleet.stop();
      }
    }

    /** Sends one record each of made-up cameras, which is no picture. */
    void strangers() throws InterruptedException {
      for (int n = 0; n < STRANGERS; n++) {
        String camera = "stranger-" + n;
        ledger.sent(camera, sender.send(camera, camera.getBytes(UTF_8), null));
      }
      awaitResults();
    }

    void awaitResults() throws InterruptedException {
      PressureCheck.awaitAll(delays.results(), ledger.size());
    }
  }
}
