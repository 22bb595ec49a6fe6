package io.manako.chaos.load;

import io.manako.chaos.check.ChaosCheck;
import io.manako.chaos.check.ChaosRun;
import io.manako.chaos.check.Report;
import io.manako.local.files.ModelPull;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.testkit.job.RigTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the real job's resources while frames of all kinds pass through it. The job has a
 * process of its own; the broker and the cameras are in this one.
 */
public final class SoakCheck implements ChaosCheck {
  /**
   * Growth that each quantity may have from the end of the warm-up to the end, however long that
   * is.
   */
  private static final Map<Quantity, Long> LIMITS = limits();

  private static final int PARTITIONS = 2;
  private static final double RATE = 40;

  /**
   * Longest wait on a machine that is busy with something else, as a multiple of the judged length.
   */
  private static final int MOST_LENGTHS = 6;

  private static final long PATIENCE_MILLIS = 10_000;

  private final String engine;
  private final @Nullable Course course;
  private final Class<? extends Fitting> fitting;

  /**
   * Makes a check of one engine.
   *
   * @param engine name as in {@code inference.engine}
   */
  public SoakCheck(String engine) {
    this(engine, null, Fitting.Product.class);
  }

  /**
   * Makes a check with other parts than the product's.
   *
   * @param course null for the run's
   */
  SoakCheck(String engine, @Nullable Course course, Class<? extends Fitting> fitting) {
    this.engine = engine;
    this.course = course;
    this.fitting = fitting;
  }

  /**
   * Length of the check, and of its intervals.
   *
   * @param warmUp time until the JVM has compiled hot code and buffers have their size
   * @param judged time after that, at least
   * @param results number of results in that time, at least: a small leak with each needs many
   * @param between time between two samples
   */
  record Course(Duration warmUp, Duration judged, long results, Duration between) {
    static final Course SHORT =
        new Course(Duration.ofSeconds(45), Duration.ofSeconds(40), 1500, Duration.ofSeconds(2));
    static final Course LONG =
        new Course(Duration.ofMinutes(10), Duration.ofHours(7), 1500, Duration.ofSeconds(30));
  }

  private static Map<Quantity, Long> limits() {
    Map<Quantity, Long> limits = new EnumMap<>(Quantity.class);
    limits.put(Quantity.RESIDENT, 24L << 10);
    limits.put(Quantity.NATIVE, 2L << 10);
    limits.put(Quantity.HEAP, 2L << 10);
    limits.put(Quantity.METASPACE, 2L << 10);
    limits.put(Quantity.DIRECT, 1L << 10);
    limits.put(Quantity.TRACKED, 1L << 10);
    limits.put(Quantity.THREADS, 3L);
    limits.put(Quantity.FILES, 3L);
    return limits;
  }

  @Override
  public String name() {
    return engine.equals("java") ? "soak" : "soak-" + engine;
  }

  @Override
  public String promise() {
    return "A long run holds no more memory, threads and files than a short one (engine "
        + engine
        + ").";
  }

  @Override
  public Report run(ChaosRun run) throws Exception {
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get(ModelPull.DEFAULT_DETECTOR), FetchListener.silent());
    List<Shot> footage = SoakFootage.round();
    Course taken = course == null ? run.length().of(Course.SHORT, Course.LONG) : course;
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      RigTopics topics = new RigTopics(broker, name(), PARTITIONS);
      broker.createTopics(PARTITIONS, "soak.tracks", "soak.events", "soak.counts");
      try (JobProcess job = JobProcess.start(run, settings(topics), fitting);
          SoakFeed feed = new SoakFeed(broker, topics, footage, RATE)) {
        return soak(run, taken, job, feed);
      }
    }
  }

  private Map<String, String> settings(RigTopics topics) {
    Map<String, String> more = new HashMap<>();
    more.put("source.bounded", "false");
    more.put("job.parallelism", "1");
    more.put("job.restarts", "1");
    more.put("inference.engine", engine);
    more.put("checkpoint.interval", "1 s");
    more.put("tracking.enabled", "true");
    more.put("tracking.count-every", "10 s");
    more.put("topics.tracks", "soak.tracks");
    more.put("topics.events", "soak.events");
    more.put("topics.counts", "soak.counts");
    return topics.settings(more);
  }

  private static Report soak(ChaosRun run, Course course, JobProcess job, SoakFeed feed)
      throws Exception {
    while (feed.answered() == 0 && job.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    watch(job, course, course.warmUp(), () -> true);
    run.say("warm after %d results", feed.answered());
    long enough = feed.answered() + course.results();
    long before = feed.answered();
    List<Vitals> samples = watch(job, course, course.judged(), () -> feed.answered() >= enough);
    long judged = feed.answered() - before;
    run.say("judged over %d results", judged);
    feed.finish(PATIENCE_MILLIS);
    return report(samples, judged, feed);
  }

  private static List<Vitals> watch(
      JobProcess job, Course course, Duration length, BooleanSupplier enough) throws Exception {
    List<Vitals> samples = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < length.toNanos()
        || (!enough.getAsBoolean()
            && System.nanoTime() - start < MOST_LENGTHS * length.toNanos())) {
      samples.add(job.sample());
      TimeUnit.NANOSECONDS.sleep(course.between().toNanos());
    }
    return samples;
  }

  private static Report report(List<Vitals> samples, long judged, SoakFeed feed) {
    Report report =
        new Report()
            .note("samples", samples.size())
            .note("results while they were taken", judged)
            .exactly("results lost", 0, feed.expected() - feed.answered())
            .exactly("dead letters missing", 0, feed.refused() - feed.lettered())
            .exactly("restarts", 0, samples.get(samples.size() - 1).restarts());
    LIMITS.forEach(
        (quantity, limit) ->
            report
                .note(quantity.toString(), median(samples, quantity))
                .atMost(growthOf(quantity), limit, Trend.growth(samples, v -> v.get(quantity))));
    for (Quantity quantity : List.of(Quantity.NATIVE, Quantity.HEAP)) {
      report.note(
          "least leak of %s seen, bytes a frame"
              .formatted(quantity.name().toLowerCase(Locale.ROOT)),
          (LIMITS.get(quantity) << 10) / Math.max(1, judged));
    }
    return report;
  }

  private static long median(List<Vitals> samples, Quantity quantity) {
    return Math.round(
        Trend.median(samples.stream().mapToDouble(sample -> sample.get(quantity)).toArray()));
  }

  /** Returns the name of a quantity's figure. */
  static String growthOf(Quantity quantity) {
    return quantity + ": gained";
  }
}
