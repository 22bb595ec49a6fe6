package io.manako.cli.models;

import io.manako.cli.measure.JobSettings;
import io.manako.detect.Detection;
import io.manako.engine.EngineException;
import io.manako.engine.EngineOptions.Kind;
import io.manako.image.Image;
import io.manako.job.JobOptions;
import io.manako.model.Model;
import io.manako.model.ModelException;
import io.manako.operator.Answered;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trial of a model in one engine, with the job's own preprocessing and decoding.
 *
 * @param engine the engine
 * @param answer answer to the picture; null if the engine refuses the model
 * @param millis median time of the network for one picture on one thread, ms; 0 without an answer
 * @param refusal reason of the engine; empty with an answer
 */
record EngineTrial(Kind engine, @Nullable Answered answer, double millis, String refusal) {
  private static final long WARM_UP = Duration.ofMillis(600).toNanos();
  private static final int MOST_WARM_UPS = 12;
  private static final double STILL_FASTER = 0.9;
  private static final long MEASURED = Duration.ofMillis(700).toNanos();
  private static final int MOST_RUNS = 200;
  private static final float SAME_BOX = 0.95f;
  private static final float SAME_SCORE = 0.01f;

  static EngineTrial of(Kind engine, Model model, Image image) {
    InferenceOptions options = JobOptions.load(null, JobSettings.of(model, engine, 1)).inference();
    try (FramePipeline pipeline = ModelPipeline.open(options, name -> model)) {
      PictureBatch batch = pipeline.newBatch();
      Answered answer = run(batch, image).answers().get(0);
      warmUp(batch, image);
      return new EngineTrial(engine, answer, median(times(batch, image, MEASURED)), "");
    } catch (EngineException | ModelException | IllegalArgumentException e) {
      return new EngineTrial(engine, null, 0, String.valueOf(e.getMessage()));
    }
  }

  private static PictureBatch.Answers run(PictureBatch batch, Image image) {
    batch.put(0, image);
    PictureBatch.Answers answers = batch.run(1);
    batch.clear();
    return answers;
  }

  /** Runs until the JVM has compiled the kernels, which shows as runs that get no faster. */
  private static void warmUp(PictureBatch batch, Image image) {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      double now = median(times(batch, image, WARM_UP));
      if (now > STILL_FASTER * before) {
        return;
      }
      before = now;
    }
  }

  private static List<Double> times(PictureBatch batch, Image image, long nanos) {
    List<Double> millis = new ArrayList<>();
    long end = System.nanoTime() + nanos;
    while (millis.isEmpty() || (System.nanoTime() < end && millis.size() < MOST_RUNS)) {
      millis.add(run(batch, image).inferenceNanos() / 1e6);
    }
    return millis;
  }

  private static double median(List<Double> millis) {
    Collections.sort(millis);
    return millis.get(millis.size() / 2);
  }

  /** Whether two engines answered and an object of one is not among those of the other. */
  static boolean differ(List<EngineTrial> trials) {
    List<Answered> answers =
        trials.stream().map(EngineTrial::answer).filter(Objects::nonNull).toList();
    for (Answered one : answers) {
      for (Answered other : answers) {
        boolean all =
            one.detections().stream()
                .allMatch(d -> other.detections().stream().anyMatch(o -> isSame(d, o)));
        if (!all) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSame(Detection one, Detection other) {
    return one.classId() == other.classId()
        && one.box().iou(other.box()) > SAME_BOX
        && Math.abs(one.score() - other.score()) < SAME_SCORE;
  }

  /** Returns a line for people. */
  String text() {
    String name = engine == Kind.JAVA ? "Java engine" : "ONNX Runtime";
    return answer == null
        ? "%-13s refuses it: %s".formatted(name, refusal)
        : String.format(Locale.ROOT, "%-13s %.1f ms a picture on one thread", name, millis);
  }
}
