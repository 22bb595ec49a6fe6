package io.manako.cli.bench;

import io.manako.cli.bench.PipelineReport.Latency;
import io.manako.cli.bench.PipelineReport.Memory;
import io.manako.cli.bench.PipelineReport.Way;
import io.manako.image.MalformedFrameException;
import io.manako.job.JobOptions;
import io.manako.local.files.Folders;
import io.manako.local.flink.EmbeddedJob;
import io.manako.local.terminal.Screen;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.watch.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the whole pipeline with a bare loop on the same frames, in turns. This process is tied
 * to core 0 and the broker to core 1, so that each way has one core for its own work and the
 * broker's work counts for neither.
 */
public final class PipelineBench {
  /** Topic of the results, of whichever task. */
  public static final String RESULTS = "bench.detections";

  private static final String FRAMES = "bench.frames";
  private static final int MOST_WARM_UP = 240;
  private static final double BRIEF_MILLIS = 6000;
  private static final int LATENCY_SECONDS = 100;
  private static final int LATENCY_SKIP_SECONDS = 40;

  private final Plan plan;
  private final List<byte[]> jpegs;
  private final Screen screen;

  /**
   * Extent of the benchmark.
   *
   * @param rounds rounds of each way
   * @param framesPerRound frames per round of each way
   * @param memoryFrames frames over which memory is measured, 0 to leave it out
   * @param latency true to measure latency
   * @param settings options of the job
   */
  public record Plan(
      int rounds,
      int framesPerRound,
      int memoryFrames,
      boolean latency,
      Map<String, String> settings) {

    /**
     * Returns a plan for throughput only, a few seconds in each of two rounds.
     *
     * @param millisPerFrame approximate time per frame, which determines the number of frames
     */
    public static Plan brief(double millisPerFrame, Map<String, String> settings) {
      int frames = (int) Math.max(24, Math.min(240, BRIEF_MILLIS / millisPerFrame));
      return new Plan(2, frames, 0, false, settings);
    }
  }

  /** Prepares a benchmark of these frames that reports progress on a screen. */
  public PipelineBench(Plan plan, List<byte[]> jpegs, Screen screen) {
    this.plan = plan;
    this.jpegs = jpegs;
    this.screen = screen;
  }

  /** Measures everything. */
  public PipelineReport run() throws Exception {
    boolean tied = Core.canTie();
    try (BrokerProcess broker = BrokerProcess.start(tied, FRAMES, RESULTS)) {
      Throughput throughput = throughput(broker.bootstrap());
      Latency latency =
          plan.latency
              ? latency(broker.bootstrap(), tied, throughput.whole.framesPerSecond() / 2)
              : new Latency(0, 0, 0, 0, 0);
      String setting =
          String.format(
              Locale.ROOT,
              "%s in %s; %d rounds of %d frames, 640x480 JPEG; %s",
              plan.settings.getOrDefault("detector.model", "default detector"),
              throughput.engine,
              plan.rounds,
              plan.framesPerRound,
              tied ? "one core each, the broker on another" : "not tied to cores: no taskset");
      return new PipelineReport(
          setting,
          throughput.bare,
          throughput.whole,
          throughput.whole.framesPerSecond() / throughput.bare.framesPerSecond(),
          throughput.meanBatch,
          latency,
          throughput.memory);
    } finally {
      Core.freeThisProcess();
    }
  }

  private record Throughput(String engine, Way bare, Way whole, double meanBatch, Memory memory) {}

  /** One round of one way. */
  private record Round(
      double framesPerSecond, double meanBatch, double cpuMillis, Map<String, Double> parts) {
    static Round of(double seconds, double meanBatch, Usage usage, int frames) {
      return new Round(
          frames / seconds,
          meanBatch,
          (usage.after.total() - usage.before.total()) * 1000 / frames,
          usage.after.millisPerFrame(usage.before, frames));
    }

    Way way() {
      return new Way(framesPerSecond, cpuMillis, parts);
    }
  }

  private record Usage(CpuUse before, CpuUse after) {}

  private Throughput throughput(String bootstrap) throws Exception {
    JobOptions options = JobOptions.load(null, settings(bootstrap, "exactly-once"));
    InferenceOptions inference = options.inference();
    try (FramePipeline pipeline = ModelPipeline.open(inference);
        EmbeddedJob job = EmbeddedJob.start(options, -1);
        FrameFeed feed = new FrameFeed(bootstrap, FRAMES);
        ResultMeter results = new ResultMeter(bootstrap, RESULTS)) {
      BareLoop loop = new BareLoop(pipeline, inference.batching().size());
      screen.doing("Warming up");
      int warmUp = Math.min(MOST_WARM_UP, 2 * plan.framesPerRound);
      bareRound(loop, warmUp);
      wholeRound(feed, results, warmUp);
      // Tied only now: the JVM's compiler has both cores while it has most to do.
      Core.tieThisProcess(0);
      Round bare = null;
      Round whole = null;
      for (int i = 1; i <= plan.rounds && !job.hasEnded(); i++) {
        screen.doing(String.format(Locale.ROOT, "Round %d of %d, bare loop", i, plan.rounds));
        bare = better(bare, bareRound(loop, plan.framesPerRound));
        screen.doing(
            String.format(Locale.ROOT, "Round %d of %d, Kafka → job → Kafka", i, plan.rounds));
        whole = better(whole, wholeRound(feed, results, plan.framesPerRound));
      }
      if (bare == null || whole == null) {
        throw new IOException("the job ended before anything was measured; the log says why");
      }
      return new Throughput(
          inference.engine().kind().toString(),
          bare.way(),
          whole.way(),
          whole.meanBatch,
          memory(feed, results));
    }
  }

  private static Round better(@Nullable Round best, Round next) {
    return best == null || next.framesPerSecond > best.framesPerSecond ? next : best;
  }

  private Round bareRound(BareLoop loop, int frames) throws MalformedFrameException {
    CpuUse before = CpuUse.now();
    long start = System.nanoTime();
    loop.run(jpegs, frames);
    double seconds = (System.nanoTime() - start) / 1e9;
    return Round.of(seconds, 0, new Usage(before, CpuUse.now()), frames);
  }

  private Round wholeRound(FrameFeed feed, ResultMeter results, int frames) throws IOException {
    feed.prepare(jpegs, frames);
    CpuUse before = CpuUse.now();
    long start = System.currentTimeMillis();
    feed.release();
    ResultMeter.Reading reading = results.read(frames, 0);
    double seconds = (reading.lastWritten() - start) / 1e3;
    return Round.of(seconds, reading.meanBatch(), new Usage(before, CpuUse.now()), frames);
  }

  private Memory memory(FrameFeed feed, ResultMeter results) throws IOException {
    long before = residentMebibytes();
    int done = 0;
    while (done < plan.memoryFrames) {
      screen.doing(String.format(Locale.ROOT, "Memory, %d of %d frames", done, plan.memoryFrames));
      int next = Math.min(plan.framesPerRound, plan.memoryFrames - done);
      wholeRound(feed, results, next);
      done += next;
    }
    return new Memory(done, before, residentMebibytes());
  }

  private Latency latency(String bootstrap, boolean tied, double rate) throws Exception {
    Path folder = Files.createTempDirectory("manako-bench-");
    for (int i = 0; i < jpegs.size(); i++) {
      Files.write(folder.resolve(String.format(Locale.ROOT, "%05d.jpg", i)), jpegs.get(i));
    }
    int frames = (int) (rate * LATENCY_SECONDS);
    CameraProcess.Shot shot = new CameraProcess.Shot(folder, rate, frames, bootstrap, FRAMES);
    if (tied) {
      // The latency is that of a warm job; a young one shares its only core with the compiler.
      Core.tieCompiler(1);
    }
    StolenTime before = StolenTime.now();
    screen.doing(String.format(Locale.ROOT, "Latency at %.1f frames/s", rate));
    JobOptions options = JobOptions.load(null, settings(bootstrap, "at-least-once"));
    try (EmbeddedJob job = EmbeddedJob.start(options, -1);
        ResultMeter results = new ResultMeter(bootstrap, RESULTS);
        CameraProcess camera = CameraProcess.start(tied, shot)) {
      ResultMeter.Reading reading = results.read(frames, (int) (rate * LATENCY_SKIP_SECONDS));
      if (job.hasEnded() || !camera.endsWell()) {
        throw new IOException("the job or the camera ended early; the log says why");
      }
      double delay = options.inference().batching().delay().toMillis();
      return new Latency(
          rate,
          reading.latency().quantile(0.5).toMillis(),
          reading.latency().quantile(0.99).toMillis(),
          delay + 2 * reading.batchMillis(),
          StolenTime.now().shareSince(before));
    } finally {
      Folders.delete(folder);
    }
  }

  private Map<String, String> settings(String bootstrap, String guarantee) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap-servers", bootstrap);
    settings.put("topics.frames", FRAMES);
    settings.put("topics.detections", RESULTS);
    settings.put("topics.dead-letters", "bench.dead-letters");
    settings.put("source.start", "latest");
    settings.put("delivery.guarantee", guarantee);
    settings.put("job.parallelism", "1");
    settings.put("job.restarts", "0");
    settings.putAll(plan.settings);
    return settings;
  }

  private static long residentMebibytes() {
    return ResidentMemory.ofThisProcess().orElse(0) >> 20;
  }
}
