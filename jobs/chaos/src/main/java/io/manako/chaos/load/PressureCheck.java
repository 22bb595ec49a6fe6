package io.manako.chaos.load;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.chaos.load.Fleet.Member;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.testkit.job.RigTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Sends ten times more frames than the engine can process; then the engine speeds up, and must have
 * lost none.
 */
public final class PressureCheck implements ChaosCheck {
  private static final int CAMERAS = 4;

  /** Frames per second of all cameras together: one every tenth of the time for a frame. */
  private static final double RATE = 10.0 * 1000 / SlowEngine.FRAME_MILLIS;

  private static final int BATCH = 4;
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final int LEAST_CHECKPOINTS_A_MINUTE = 6;
  private static final double PERCENT = 10;

  /**
   * Growth that is noise: Kafka's fetches and pictures in flight come and go, and a small heap
   * swings by more with them.
   */
  private static final double SWING_KIB = 8 << 10;

  private static final long PATIENCE_MILLIS = 60_000;

  private final Class<? extends Fitting> fitting;

  /** Makes the check of the command line. */
  public PressureCheck() {
    this(SlowEngine.class);
  }

  /** Makes a check with another operator. */
  PressureCheck(Class<? extends Fitting> fitting) {
    this.fitting = fitting;
  }

  @Override
  public String name() {
    return "pressure";
  }

  @Override
  public String promise() {
    return "An engine ten times too slow costs time, not memory, and no frame; policies say what"
        + " they skip.";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    Report report = new Report();
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      Duration length = run.length().of(Duration.ofSeconds(45), Duration.ofMinutes(30));
      pressure(run, broker, length, report);
      new PolicyTrial(broker).addTo(report);
    }
    return report;
  }

  /** Runs the check without the policies that skip, and for a given time. */
  Report pressure(ChaosRun run, Duration length) throws Exception {
    Report report = new Report();
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      pressure(run, broker, length, report);
    }
    return report;
  }

  private void pressure(ChaosRun run, EmbeddedKafka broker, Duration length, Report report)
      throws Exception {
    RigTopics topics = new RigTopics(broker, name(), 2);
    MetricsPort metrics = MetricsPort.any();
    Map<String, String> settings = new HashMap<>(metrics.settings());
    settings.put("source.bounded", "false");
    settings.put("job.parallelism", "1");
    settings.put("inference.batch-size", Integer.toString(BATCH));
    settings.put("checkpoint.interval", "1 s");
    // By default some MB of records wait behind Kafka's client, which such an engine takes minutes
    // to turn over. A small bound proves as much.
    settings.put("kafka.properties.max.partition.fetch.bytes", "65536");
    settings.put("kafka.properties.max.poll.records", "16");
    FrameLedger ledger = new FrameLedger();
    AtomicLong answered = new AtomicLong();
    try (JobProcess job = JobProcess.start(run, topics.settings(settings), fitting);
        FrameSender sender = new FrameSender(broker, topics.frames);
        CommittedReader results =
            new CommittedReader(broker, topics.detections, r -> answered.incrementAndGet())) {
      ledger.sent("first", sender.send("first", new Stills().frozen(), null));
      while (answered.get() == 0 && job.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      try (Fleet fleet = new Fleet(sender, ledger, cameras())) {
        Watch.of(run.length().of(Duration.ofSeconds(15), Duration.ofMinutes(2)), job, metrics);
        Watch watch = Watch.of(length, job, metrics);
        fleet.stop();
        watch.addTo(report, ledger.size() - answered.get());
      }
      run.say("%d of %d frames answered; the engine is fast now", answered.get(), ledger.size());
      job.tell(SlowEngine.FAST);
      awaitAll(answered, ledger.size());
    }
    report.tally("afterwards", ledger.check(topics.results(topics.detections)));
  }

  private static List<Member> cameras() throws IOException {
    Stills stills = new Stills();
    return IntStream.range(0, CAMERAS)
        .mapToObj(n -> Member.of("cam-" + n, RATE / CAMERAS, Duration.ZERO, stills::moving))
        .toList();
  }

  /** Waits until no more results arrive. */
  static void awaitAll(AtomicLong answered, long expected) throws InterruptedException {
    long before = -1;
    while (answered.get() < expected && answered.get() > before) {
      before = answered.get();
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (answered.get() < expected && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  /** Samples that were taken while the engine was slow. */
  private record Watch(List<Vitals> samples, List<MetricsPort.Look> looks) {

    static Watch of(Duration length, JobProcess job, MetricsPort metrics) throws Exception {
      Watch watch = new Watch(new ArrayList<>(), new ArrayList<>());
      long end = System.nanoTime() + length.toNanos();
      while (System.nanoTime() < end) {
        watch.samples.add(job.sample());
        watch.looks.add(metrics.look());
        TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
      }
      return watch;
    }

    void addTo(Report report, long backlog) {
      int last = looks.size() - 1;
      double minutes = (samples.get(last).atNanos() - samples.get(0).atNanos()) / 60e9;
      report.atLeast("frames that wait in the topic at the end", 100 * BATCH, backlog);
      for (Quantity quantity : List.of(Quantity.RESIDENT, Quantity.HEAP)) {
        report
            .note(quantity.toString(), median(quantity))
            .atMost(quantity + ": gained, %", mostChange(quantity), gained(quantity))
            .atMost(quantity + ": nine in ten within, ± %", mostChange(quantity), spread(quantity));
      }
      report
          .atMost("frames in flight, most", 2 * BATCH + 1, most(MetricsPort.Look::inFlight))
          .atMost(
              "frames taken and not answered, most", 4 * BATCH, most(MetricsPort.Look::unanswered))
          .atLeast(
              "checkpoints a minute",
              LEAST_CHECKPOINTS_A_MINUTE,
              (looks.get(last).checkpoints() - looks.get(0).checkpoints()) / minutes)
          .exactly("checkpoints that failed", 0, looks.get(last).failedCheckpoints())
          .exactly("restarts", 0, samples.get(last).restarts());
    }

    private double median(Quantity quantity) {
      return Trend.median(samples.stream().mapToDouble(v -> v.get(quantity)).toArray());
    }

    private double gained(Quantity quantity) {
      return 100 * Trend.growth(samples, v -> v.get(quantity)) / median(quantity);
    }

    private double mostChange(Quantity quantity) {
      return Math.max(PERCENT, 100 * SWING_KIB / median(quantity));
    }

    private double spread(Quantity quantity) {
      double median = median(quantity);
      double[] off =
          samples.stream()
              .mapToDouble(v -> 100 * Math.abs(v.get(quantity) - median) / median)
              .sorted()
              .toArray();
      return off[(int) (off.length * 0.9)];
    }

    private long most(ToLongFunction<MetricsPort.Look> figure) {
      return looks.stream().mapToLong(figure).max().orElse(0);
    }
  }
}
