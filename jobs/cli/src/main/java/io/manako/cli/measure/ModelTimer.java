package io.manako.cli.measure;

import io.manako.cli.bench.Core;
import io.manako.engine.Engine;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Kind;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.job.JobOptions;
import io.manako.model.Model;
import io.manako.operator.FrameRecord;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times the parts of a frame's processing with the job's own decoder and models, on one thread. */
public final class ModelTimer {
  private static final long WARM_UP = Duration.ofMillis(400).toNanos();
  private static final long MOST_WARM_UP = Duration.ofMillis(2400).toNanos();
  private static final double STILL_FASTER = 0.97;
  private static final long LOOK = Duration.ofMillis(900).toNanos();

  private final Model model;
  private final InferenceOptions options;
  private long mostWarmUp = MOST_WARM_UP;

  /**
   * Prepares a timer.
   *
   * @param batch frames per run
   */
  public ModelTimer(Model model, Kind engine, int batch) {
    this.model = model;
    this.options = JobOptions.load(null, JobSettings.of(model, engine, batch)).inference();
  }

  /** Milliseconds of each part, of all frames together. */
  private static final class Parts {
    double decode;
    double preprocess;
    double inference;
    double postprocess;
    int frames;

    /** Returns the mean, not the median: a rate includes all frames, the slow ones too. */
    double mean(double sum) {
      return sum / frames;
    }

    double total() {
      return mean(decode + preprocess + inference + postprocess);
    }
  }

  /**
   * Times of frames of one size.
   *
   * @param picture time before the network
   * @param model time in the network and after it
   */
  public record Look(PictureTime picture, ModelTime model) {
    /** Returns the sum, per frame. */
    public double millis() {
      return picture.millis() + model.inferenceMillis() + model.postprocessMillis();
    }

    boolean isOf(String name, Kind engine, FrameSize frame, int batch) {
      return model.model().equals(name)
          && model.engine() == engine
          && model.batch() == batch
          && picture.frame().equals(frame);
    }
  }

  /**
   * Sends frames of one size through all parts in turns, as a job does, on one core; takes some
   * seconds.
   */
  public Look look(FrameSize frame, List<byte[]> jpegs)
      throws MalformedFrameException, InterruptedException {
    Parts parts = warmAndRun(jpegs);
    EngineOptions engine = options.engine();
    long[] bytes = memory(engine);
    String name = model.spec().name();
    return new Look(
        new PictureTime(
            name, engine.kind(), frame, parts.mean(parts.decode), parts.mean(parts.preprocess)),
        new ModelTime(
            name,
            model.spec().task(),
            engine.kind(),
            engine.maxBatch(),
            parts.mean(parts.inference),
            parts.mean(parts.postprocess),
            bytes[0],
            bytes[1]));
  }

  /** Models under measurement, and the batch that they run. */
  private record Bench(FramePipeline pipeline, PictureBatch batch) {}

  private Parts warmAndRun(List<byte[]> jpegs)
      throws MalformedFrameException, InterruptedException {
    try (FramePipeline pipeline = ModelPipeline.open(options)) {
      Bench bench = new Bench(pipeline, pipeline.newBatch());
      double before = Double.POSITIVE_INFINITY;
      long end = System.nanoTime() + mostWarmUp;
      while (System.nanoTime() < end) {
        double now = run(bench, jpegs, WARM_UP).total();
        if (now > STILL_FASTER * before) {
          break;
        }
        before = now;
      }
      // The JVM's compiler is done; a new pipeline warms the caches only.
      mostWarmUp = WARM_UP;
      // A subtask shares its core with the JVM's own threads.
      Core.tieThisProcess(0);
      return run(bench, jpegs, LOOK);
    } finally {
      Core.freeThisProcess();
    }
  }

  private Parts run(Bench bench, List<byte[]> jpegs, long nanos) throws MalformedFrameException {
    Parts parts = new Parts();
    int size = options.batching().size();
    long end = System.nanoTime() + nanos;
    for (int i = 0; i == 0 || System.nanoTime() < end; i += size) {
      for (int n = 0; n < size; n++) {
        put(bench, n, jpegs.get((i + n) % jpegs.size()), parts);
      }
      PictureBatch.Answers answers = bench.batch.run(size);
      parts.inference += answers.inferenceNanos() / 1e6;
      parts.postprocess += answers.postprocessNanos() / 1e6;
      parts.frames += size;
      bench.batch.clear();
    }
    return parts;
  }

  private static void put(Bench bench, int place, byte[] jpeg, Parts parts)
      throws MalformedFrameException {
    List<Image> images = new ArrayList<>(1);
    long start = System.nanoTime();
    bench.pipeline.decode(frame(jpeg, place), (image, index, pts) -> images.add(image));
    long decoded = System.nanoTime();
    bench.batch.put(place, images.get(0));
    parts.decode += (decoded - start) / 1e6;
    parts.preprocess += (System.nanoTime() - decoded) / 1e6;
  }

  private static FrameRecord frame(byte[] jpeg, int i) {
    return FrameRecord.builder(
            "measured", "measured/0/" + i, new FrameRecord.Source("measured", 0, i), jpeg)
        .contentType("image/jpeg")
        .build();
  }

  /** Returns the bytes of weights and arena. */
  private long[] memory(EngineOptions engine) {
    if (engine.kind() != EngineOptions.Kind.JAVA) {
      return new long[2];
    }
    try (Engine java = Engine.open(model, engine)) {
      return new long[] {java.weightBytes(), java.arenaBytes()};
    }
  }
}
