package io.manako.chaos.fault;

import io.manako.detect.Detection;
import io.manako.operator.Answered;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.util.ArrayList;
import java.util.List;

/** The usual models, but scores are higher by two millionths in all places of a batch but one. */
final class UnsteadyPipeline extends ForwardingPipeline {
  private static final float MORE = 2e-6f;

  private UnsteadyPipeline(FramePipeline steady) {
    super(steady);
  }

  static FramePipeline open(InferenceOptions options) {
    return new UnsteadyPipeline(ModelPipeline.open(options));
  }

  @Override
  public PictureBatch newBatch() {
    return new UnsteadyBatch(super.newBatch());
  }

  private static final class UnsteadyBatch extends ForwardingBatch {
    UnsteadyBatch(PictureBatch steady) {
      super(steady);
    }

    @Override
    public Answers run(int count) {
      Answers answers = super.run(count);
      List<Answered> moved = new ArrayList<>();
      for (Answered answer : answers.answers()) {
        moved.add(moved.isEmpty() ? answer : raised(answer));
      }
      return new Answers(moved, answers.inferenceNanos(), answers.postprocessNanos());
    }

    private static Answered raised(Answered answer) {
      List<Detection> detections =
          answer.detections().stream()
              .map(d -> new Detection(d.classId(), d.label(), d.score() + MORE, d.box()))
              .toList();
      return new Answered(detections, answer.faint(), answer.classifications(), answer.segments());
    }
  }
}
