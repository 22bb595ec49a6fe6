package io.manako.job;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.model.ModelException;
import io.manako.operator.Answered;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.testkit.fault.SquarePipeline;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds squares under the name of the model that the options name. Other models than the job's
 * first put their boxes one pixel further to the right. Counts what is open.
 */
final class NamedSquares extends ForwardingPipeline {
  static final String FIRST = "ssdlite-mobilenet-v2-coco";
  static final String SECOND = "centernet-mobilenet-v3-coco";
  static final String MISSING = "ssd-mobilenet-v2-openimages";
  static final AtomicInteger OPEN = new AtomicInteger();
  static final Set<String> OPENED = ConcurrentHashMap.newKeySet();

  private final String model;

  private NamedSquares(InferenceOptions options, String model) {
    super(new SquarePipeline(options));
    this.model = model;
  }

  static FramePipeline open(InferenceOptions options) {
    String model = options.detector().model();
    if (model.equals(MISSING)) {
      throw new ModelException("the model " + model + " is not on this machine");
    }
    OPEN.incrementAndGet();
    OPENED.add(model);
    return new NamedSquares(options, model);
  }

  static String sha256(String model) {
    return String.format(Locale.ROOT, "%064x", model.hashCode() & 0xffffffffL);
  }

  @Override
  public Models models() {
    return new Models(new ModelInfo(model, "1", sha256(model), "java", 0.5f, 0, "squares"), null);
  }

  @Override
  public PictureBatch newBatch() {
    return new MovedBatch(super.newBatch(), model.equals(FIRST) ? 0 : 1);
  }

  @Override
  public void close() {
    super.close();
    OPEN.decrementAndGet();
  }

  private static final class MovedBatch extends ForwardingBatch {
    private final int right;

    MovedBatch(PictureBatch batch, int right) {
      super(batch);
      this.right = right;
    }

    @Override
    public Answers run(int count) {
      return moved(super.run(count));
    }

    @Override
    public Answers runAlone(int n) {
      return moved(super.runAlone(n));
    }

    private Answers moved(Answers answers) {
      return new Answers(
          answers.answers().stream().map(this::moved).toList(),
          answers.inferenceNanos(),
          answers.postprocessNanos());
    }

    private Answered moved(Answered answer) {
      return Answered.of(answer.detections().stream().map(this::moved).toList());
    }

    private Detection moved(Detection found) {
      Box box = found.box();
      Box moved = new Box(box.x() + right, box.y(), box.width(), box.height());
      return new Detection(found.classId(), found.label(), found.score(), moved);
    }
  }
}
