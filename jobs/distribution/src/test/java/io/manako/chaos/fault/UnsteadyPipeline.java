package io.manako.chaos.fault;

import io.manako.detect.Detection;
import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.util.ArrayList;
import java.util.List;

/** The usual models, but scores are higher by two millionths in all places of a batch but one. */
record UnsteadyPipeline(FramePipeline pipeline) implements FramePipeline {
  private static final float MORE = 2e-6f;

  static FramePipeline open(InferenceOptions options) {
    return new UnsteadyPipeline(ModelPipeline.open(options));
  }

  @Override
  public Models models() {
    return pipeline.models();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    pipeline.decode(frame, sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new UnsteadyBatch(pipeline.newBatch());
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private record UnsteadyBatch(PictureBatch batch) implements PictureBatch {
    @Override
    public void put(int n, Image image) {
      batch.put(n, image);
    }

    @Override
    public Answers run(int count) {
      Answers answers = batch.run(count);
      List<Answer> moved = new ArrayList<>();
      for (Answer answer : answers.answers()) {
        moved.add(moved.isEmpty() ? answer : raised(answer));
      }
      return new Answers(moved, answers.inferenceNanos(), answers.postprocessNanos());
    }

    private static Answer raised(Answer answer) {
      List<Detection> detections =
          answer.detections().stream()
              .map(d -> new Detection(d.classId(), d.label(), d.score() + MORE, d.box()))
              .toList();
      return new Answer(detections, answer.faint(), answer.classifications(), answer.segments());
    }

    @Override
    public Answers runAlone(int n) {
      return batch.runAlone(n);
    }

    @Override
    public void clear() {
      batch.clear();
    }
  }
}
