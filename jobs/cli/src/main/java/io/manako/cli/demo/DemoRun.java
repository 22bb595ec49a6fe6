package io.manako.cli.demo;

import io.manako.cli.capture.LoopingSource.Opener;
import io.manako.engine.EngineOptions;
import io.manako.engine.kernel.KernelSelection;
import io.manako.job.JobConfigOptions;
import io.manako.job.JobOptions;
import io.manako.local.flink.EmbeddedJob;
import io.manako.local.flink.JobWatch;
import io.manako.local.kafka.ContractTopics;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import io.manako.track.scene.Scene;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs cameras → Kafka → the job → Kafka → a reader, from start to the last accounted frame. */
final class DemoRun {
  /** Longest wait for results once the user has pressed Ctrl-C. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private static final int WARM_UP_FRAMES = 40;

  /** Longest wait for results, once the cameras have ended, before the demo gives up. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DemoOptions options;
  private final Map<String, String> defaults;
  private final Screen screen;
  private final StopSignal stop;
  private final Ledger ledger = new Ledger();

  /**
   * Prepares a run.
   *
   * @param defaults options of the job in this demo, which the user's override
   */
  DemoRun(DemoOptions options, Map<String, String> defaults, Screen screen, StopSignal stop) {
    this.options = options;
    this.defaults = defaults;
    this.screen = screen;
    this.stop = stop;
  }

  /** Runs all parts; returns the result. */
  DemoResult run(Opener source) throws Exception {
    screen.doing("Starting Kafka");
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopics(ContractTopics.all(2, (short) 1, Map.of()));
      screen.done("Kafka listens on " + kafka.bootstrapServers());
      screen.doing("Starting the Flink job");
      JobOptions job = JobOptions.load(null, settings(kafka));
      try (EmbeddedJob flink = EmbeddedJob.start(job, options.webPort())) {
        JobWatch watch = flink.watch(screen);
        Parts parts = new Parts(kafka, flink, watch, job);
        awaitRunning(parts);
        String page = flink.hasWebPage() ? ", web page " + flink.webPage() : "";
        screen.done(
            "The Flink job runs, %s%s".formatted(job.get(JobConfigOptions.GUARANTEE), page));
        screen.done("The networks run in " + engine(job));
        return watch(source, parts);
      }
    }
  }

  private void awaitRunning(Parts parts) throws ExecutionException, InterruptedException {
    while (!parts.watch().jobRuns() && !stop.awaitAMoment()) {
      parts.requireJob();
    }
  }

  private static String engine(JobOptions job) {
    return job.inference().engine().kind() == EngineOptions.Kind.JAVA
        ? "the Java engine: " + KernelSelection.kernels().description()
        : "ONNX Runtime";
  }

  private record Parts(EmbeddedKafka kafka, EmbeddedJob flink, JobWatch watch, JobOptions job) {
    /** Throws the reason why the job has ended or can never continue. */
    void requireJob() throws ExecutionException, InterruptedException {
      watch.poll();
      if (flink.hasEnded()) {
        flink.awaitEnd();
      }
    }

    Map<String, Object> client() {
      return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
  }

  private Map<String, String> settings(EmbeddedKafka kafka) {
    Map<String, String> settings = new HashMap<>(defaults);
    settings.put("kafka.bootstrap-servers", kafka.bootstrapServers());
    return options.jobSettings(settings);
  }

  private DemoResult watch(Opener source, Parts parts) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(options.cameras());
    TrackLog tracks = new TrackLog(parts.job().tracking().tracker().life().forgetAfter());
    try (ResultCollector results =
        new ResultCollector(parts.client(), options.output(), ledger, tracks)) {
      warmUp(source, results, parts);
      try (DemoPage page = DemoPage.open(options.pagePort(), parts.client(), scenes())) {
        page.announce(screen);
        Instant start = Instant.now();
        collect(results, replay(source, threads, parts), parts);
        Duration took = Duration.between(start, Instant.now());
        return new DemoResult(
            ledger,
            results.tracks(),
            results.stages(),
            results.seenBy(DemoResult.DRAWN_CAMERA),
            took,
            0);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Map<String, Scene> scenes() throws IOException {
    String file = defaults.get("tracking.scenes");
    return file == null ? Map.of() : SceneReader.read(Path.of(file));
  }

  private List<Future<Long>> replay(Opener source, ExecutorService threads, Parts parts) {
    List<Future<Long>> cameras = new ArrayList<>();
    for (int i = 1; i <= options.cameras(); i++) {
      CameraReplay camera =
          new CameraReplay(
              "cam-" + i, source, options.maxFrames(), parts.client(), ledger, stop::requested);
      cameras.add(threads.submit(camera));
    }
    int count = options.cameras();
    screen.done(
        (count == 1 ? "1 camera replays" : count + " cameras replay")
            + " the video at its own speed");
    return cameras;
  }

  /**
   * Sends some frames through the job before the cameras start. Until the JVM has compiled it, the
   * job is slower than the cameras, and the demo would show mainly the queue.
   */
  private void warmUp(Opener source, ResultCollector results, Parts parts) throws Exception {
    screen.doing("Waiting for the first frames to come back");
    long start = System.nanoTime();
    long sent =
        new CameraReplay(
                ResultCollector.WARM_UP,
                source,
                WARM_UP_FRAMES,
                parts.client(),
                new Ledger(),
                stop::requested)
            .call();
    while (results.warmUpResults() < sent && !stop.requested()) {
      results.poll();
      parts.requireJob();
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IOException("the first frames have not come back; the log says more");
      }
    }
    screen.done(
        String.format(
            Locale.ROOT,
            "The first %d frames came back after %.1f s",
            sent,
            (System.nanoTime() - start) / 1e9));
  }

  private void collect(ResultCollector results, List<Future<Long>> cameras, Parts parts)
      throws IOException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long lastResult = start;
    long stopped = 0;
    long seen = 0;
    while (!(isDone(cameras) && isComplete(results, parts)) && !isOver(stopped, STOP_PATIENCE)) {
      results.poll();
      parts.requireJob();
      long now = System.nanoTime();
      if (ledger.out() > seen || !isDone(cameras)) {
        seen = ledger.out();
        lastResult = now;
      }
      if (stopped == 0 && stop.requested()) {
        stopped = now;
      }
      if (isOver(lastResult, PATIENCE)) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%d frames went in and only %d came out; the log says more",
                ledger.in(),
                ledger.out()));
      }
      screen.live(liveLine(Duration.ofNanos(now - start), results.tracks()));
    }
    results.poll();
  }

  /**
   * Returns whether all results arrived. Detections and tracks of one checkpoint are committed one
   * after the other.
   */
  private boolean isComplete(ResultCollector results, Parts parts) {
    return ledger.isBalanced()
        && (!parts.job().tracks() || results.tracks().frames() == ledger.out());
  }

  private static boolean isOver(long since, Duration patience) {
    return since != 0 && System.nanoTime() - since > patience.toNanos();
  }

  private static boolean isDone(List<Future<Long>> cameras)
      throws ExecutionException, InterruptedException {
    for (Future<Long> camera : cameras) {
      if (!camera.isDone()) {
        return false;
      }
      camera.get();
    }
    return true;
  }

  private String liveLine(Duration elapsed, TrackLog tracks) {
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    return String.format(
        Locale.ROOT,
        "%02d:%02d  in %,d  out %,d  %.1f frames/s  p50 %d ms  p99 %d ms  tracks %,d  entered %,d"
            + "  crossed %,d",
        elapsed.toMinutes(),
        elapsed.toSecondsPart(),
        ledger.in(),
        ledger.out(),
        ledger.out() / seconds,
        ledger.latency(0.5).toMillis(),
        ledger.latency(0.99).toMillis(),
        tracks.tracks(),
        tracks.entries(),
        tracks.crossings());
  }
}
