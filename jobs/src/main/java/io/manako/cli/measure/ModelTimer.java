package io.manako.cli.measure;

import io.manako.cli.bench.Quartiles;
import io.manako.engine.Engine;
import io.manako.engine.EngineOptions;
import io.manako.engine.JavaEngine;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.model.Model;
import io.manako.operator.FramePipeline;
import io.manako.operator.FrameRecord;
import io.manako.operator.InferenceOptions;
import io.manako.operator.ModelPipeline;
import io.manako.operator.PictureBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Times the parts of a frame's way through the job's own decoder and models, on one thread. */
final class ModelTimer {
  private static final long WARM_UP = Duration.ofMillis(400).toNanos();
  private static final int MOST_WARM_UPS = 6;
  private static final double STILL_FASTER = 0.97;
  private static final long LOOK = Duration.ofMillis(700).toNanos();

  private final Model model;
  private final InferenceOptions options;

  /**
   * @param options of the job, with this model and no other
   */
  ModelTimer(Model model, InferenceOptions options) {
    this.model = model;
    this.options = options;
  }

  /** Milliseconds of each part, per frame. */
  private static final class Parts {
    final List<Double> decode = new ArrayList<>();
    final List<Double> preprocess = new ArrayList<>();
    final List<Double> inference = new ArrayList<>();
    final List<Double> postprocess = new ArrayList<>();

    double millis() {
      return median(decode) + median(preprocess) + median(inference);
    }

    static double median(List<Double> values) {
      return Quartiles.of(values.stream().mapToDouble(v -> v).toArray()).median();
    }
  }

  /** The network and what follows it. */
  ModelTime model(List<byte[]> jpegs) throws MalformedFrameException {
    Parts parts = look(jpegs);
    EngineOptions engine = options.engine();
    long[] bytes = memory(engine);
    return new ModelTime(
        model.spec().name(),
        model.spec().task(),
        engine.kind(),
        engine.maxBatch(),
        Parts.median(parts.inference),
        Parts.median(parts.postprocess),
        bytes[0],
        bytes[1]);
  }

  /** What precedes the network, which is not run. */
  PictureTime picture(FrameSize frame, List<byte[]> jpegs) throws MalformedFrameException {
    Parts parts = new Parts();
    try (FramePipeline pipeline = ModelPipeline.open(options)) {
      PictureBatch batch = pipeline.newBatch();
      long end = System.nanoTime() + LOOK;
      for (int i = 0; i == 0 || System.nanoTime() < end; i++) {
        put(pipeline, batch, 0, jpegs.get(i % jpegs.size()), parts);
        batch.clear();
      }
    }
    return new PictureTime(
        model.spec().name(),
        options.engine().kind(),
        frame,
        Parts.median(parts.decode),
        Parts.median(parts.preprocess));
  }

  private Parts look(List<byte[]> jpegs) throws MalformedFrameException {
    try (FramePipeline pipeline = ModelPipeline.open(options)) {
      PictureBatch batch = pipeline.newBatch();
      double before = Double.POSITIVE_INFINITY;
      for (int i = 0; i < MOST_WARM_UPS; i++) {
        double now = run(pipeline, batch, jpegs, WARM_UP).millis();
        if (now > STILL_FASTER * before) {
          break;
        }
        before = now;
      }
      return run(pipeline, batch, jpegs, LOOK);
    }
  }

  private Parts run(FramePipeline pipeline, PictureBatch batch, List<byte[]> jpegs, long nanos)
      throws MalformedFrameException {
    Parts parts = new Parts();
    int size = options.batching().size();
    long end = System.nanoTime() + nanos;
    for (int i = 0; i == 0 || System.nanoTime() < end; i += size) {
      for (int n = 0; n < size; n++) {
        put(pipeline, batch, n, jpegs.get((i + n) % jpegs.size()), parts);
      }
      PictureBatch.Answers answers = batch.run(size);
      parts.inference.add(answers.inferenceNanos() / 1e6 / size);
      parts.postprocess.add(answers.postprocessNanos() / 1e6 / size);
      batch.clear();
    }
    return parts;
  }

  private static void put(
      FramePipeline pipeline, PictureBatch batch, int place, byte[] jpeg, Parts parts)
      throws MalformedFrameException {
    List<Image> images = new ArrayList<>(1);
    long start = System.nanoTime();
    pipeline.decode(frame(jpeg, place), (image, index, pts) -> images.add(image));
    long decoded = System.nanoTime();
    batch.put(place, images.get(0));
    parts.decode.add((decoded - start) / 1e6);
    parts.preprocess.add((System.nanoTime() - decoded) / 1e6);
  }

  private static FrameRecord frame(byte[] jpeg, int i) {
    return new FrameRecord(
        "measured",
        "measured/0/" + i,
        "0",
        i,
        Instant.EPOCH,
        null,
        null,
        "image/jpeg",
        new FrameRecord.Source("measured", 0, i),
        jpeg,
        new FrameRecord.Original(null, List.of()),
        null);
  }

  /** Weights and arena. */
  private long[] memory(EngineOptions engine) {
    if (engine.kind() != EngineOptions.Kind.JAVA) {
      return new long[2];
    }
    try (JavaEngine java = (JavaEngine) Engine.open(model, engine)) {
      return new long[] {java.plan().weightBytes(), java.plan().arenaBytes()};
    }
  }
}
