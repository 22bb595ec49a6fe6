package io.manako.chaos.load;

import io.manako.chaos.check.FrameLedger;
import io.manako.chaos.check.Report;
import io.manako.chaos.load.Fleet.Member;
import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.FrameRecord;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Tries the overload policies that skip frames, under an engine that is too slow. Each skips the
 * frames that it says and no others, and a skipped frame is a result with a reason.
 */
final class PolicyTrial {
  private static final int CAMERAS = 4;
  private static final double RATE = 25;
  private static final long FRAMES = 150;
  private static final int ENGINE_MILLIS = 40;
  private static final int MAX_RATE = 2;
  private static final int MAX_AGE_MILLIS = 1000;

  /** Time that a busy machine may take between the decision and the decoder. */
  private static final int GRACE_MILLIS = 2000;

  private static final String SKIPPED = "skipped";

  /** Age of the oldest frame that was decoded, ms; the job runs in this process. */
  private static final AtomicLong OLDEST = new AtomicLong();

  private final EmbeddedKafka broker;

  PolicyTrial(EmbeddedKafka broker) {
    this.broker = broker;
  }

  void addTo(Report report) throws Exception {
    sample(report);
    dropStale(report);
  }

  private void sample(Report report) throws Exception {
    Trial trial = new Trial("sample", Map.of("overload.max-rate", Integer.toString(MAX_RATE)));
    List<ResultRecord> results = run(trial, report);
    long seen = results.stream().filter(r -> !r.status().equals(SKIPPED)).count();
    double seconds = (FRAMES - 1) / RATE;
    report
        .atMost("sample: processed", (long) (CAMERAS * (Math.ceil(seconds * MAX_RATE) + 1)), seen)
        .atLeast("sample: processed, least", (long) (CAMERAS * seconds * MAX_RATE / 2), seen)
        .exactly(
            "sample: skipped without its reason",
            0,
            skipped(results) - skipped(results, "overload.max-rate"));
  }

  private void dropStale(Report report) throws Exception {
    OLDEST.set(0);
    String maxAge = MAX_AGE_MILLIS + " ms";
    List<ResultRecord> results =
        run(new Trial("drop-stale", Map.of("overload.max-age", maxAge)), report);
    report
        .atLeast("drop-stale: skipped", 1, skipped(results))
        .atLeast("drop-stale: processed", 1, results.size() - skipped(results))
        .exactly(
            "drop-stale: skipped without its reason",
            0,
            skipped(results) - skipped(results, "overload.max-age"))
        .atMost(
            "drop-stale: oldest frame processed, ms", MAX_AGE_MILLIS + GRACE_MILLIS, OLDEST.get());
  }

  /** A policy and its options. */
  private record Trial(String policy, Map<String, String> options) {}

  private List<ResultRecord> run(Trial trial, Report report) throws Exception {
    RigTopics topics = new RigTopics(broker, trial.policy(), 2);
    Map<String, String> settings = new HashMap<>(trial.options());
    settings.put("overload.policy", trial.policy());
    settings.put("source.bounded", "false");
    settings.put("job.parallelism", "1");
    JobOptions options = topics.options(settings);
    FrameLedger ledger = new FrameLedger();
    AtomicLong answered = new AtomicLong();
    RigJob job =
        RigJob.start(
            options, new InferenceOperatorFactory(options.inference(), AgeingPipeline::open));
    Stills stills = new Stills();
    List<Member> members =
        IntStream.range(0, CAMERAS)
            .mapToObj(n -> new Member("cam-" + n, RATE, Duration.ZERO, FRAMES, stills::moving))
            .toList();
    try (FrameSender sender = new FrameSender(broker, topics.frames);
        CommittedReader reader =
            new CommittedReader(broker, topics.detections, r -> answered.incrementAndGet());
        Fleet fleet = new Fleet(sender, ledger, members)) {
      fleet.join();
      PressureCheck.awaitAll(answered, ledger.size());
    } finally {
      job.cancel();
    }
    List<ResultRecord> results = topics.results(topics.detections);
    report.tally(trial.policy(), ledger.check(results));
    return results;
  }

  private static long skipped(List<ResultRecord> results) {
    return skipped(results, "");
  }

  private static long skipped(List<ResultRecord> results, String reason) {
    return results.stream()
        .filter(
            r -> r.status().equals(SKIPPED) && String.valueOf(r.statusReason()).contains(reason))
        .count();
  }

  /** Notes how old frames are when they are decoded. */
  private static final class AgeingPipeline extends ForwardingPipeline {
    AgeingPipeline(FramePipeline pipeline) {
      super(pipeline);
    }

    static FramePipeline open(InferenceOptions options) {
      return new AgeingPipeline(
          new SlowEngine.SlowPipeline(new SquarePipeline(options), ENGINE_MILLIS));
    }

    @Override
    public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
      long age = System.currentTimeMillis() - frame.eventTime().toEpochMilli();
      OLDEST.accumulateAndGet(age, Math::max);
      super.decode(frame, sink);
    }
  }
}
