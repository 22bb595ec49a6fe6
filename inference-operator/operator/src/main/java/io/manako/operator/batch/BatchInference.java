package io.manako.operator.batch;

import io.manako.engine.EngineException;
import io.manako.operator.Answered;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.FrameStatus;
import io.manako.operator.Models;
import io.manako.operator.ResultCheck;
import io.manako.operator.Stage;
import io.manako.operator.pipeline.PictureBatch.Answers;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one batch and makes a result of each frame. If the batch fails, each frame runs alone, so
 * that a frame that no model can process costs no other frame its answer.
 *
 * @param check check that rejects results that cannot be written
 */
record BatchInference(ResultCheck check) {

  Completion run(Batch batch) {
    long start = System.nanoTime();
    Answers answers;
    try {
      answers = batch.pictures().run(batch.size());
    } catch (RuntimeException | StackOverflowError e) {
      return runOneByOne(batch, e);
    }
    List<FrameResult> results = new ArrayList<>(batch.size());
    for (int n = 0; n < batch.size(); n++) {
      PendingFrame frame = batch.frames().get(n);
      Timing timing = frame.timing(start, answers, batch.size());
      results.add(
          checked(batch, n, frame.answered(batch.models(), answers.answers().get(n), timing)));
    }
    return new Completion(results, answers.inferenceNanos(), answers.postprocessNanos(), null);
  }

  private FrameResult checked(Batch batch, int n, FrameResult result) {
    try {
      check.check(result);
      return result;
    } catch (RuntimeException | StackOverflowError e) {
      Failure failure =
          new Failure(
              Stage.INFERENCE, e.getClass().getName(), "the result cannot be written: " + e);
      PendingFrame frame = batch.frames().get(n);
      return frame.failed(batch.models(), FrameStatus.INFERENCE_ERROR, failure);
    }
  }

  private Completion runOneByOne(Batch batch, Throwable cause) {
    List<FrameResult> results = new ArrayList<>(batch.size());
    if (batch.size() == 1) {
      results.add(batch.failed(0, cause));
    } else {
      for (int n = 0; n < batch.size(); n++) {
        results.add(runAlone(batch, n));
      }
    }
    if (results.get(results.size() - 1).status() == FrameStatus.INFERENCE_ERROR) {
      checkEngine(batch, cause);
    }
    long inference = results.stream().mapToLong(r -> r.timing().inferenceNanos()).sum();
    long postprocess = results.stream().mapToLong(r -> r.timing().postprocessNanos()).sum();
    return new Completion(results, inference, postprocess, null);
  }

  private FrameResult runAlone(Batch batch, int n) {
    PendingFrame frame = batch.frames().get(n);
    long start = System.nanoTime();
    try {
      Answers alone = batch.pictures().runAlone(n);
      Answered answer = alone.answers().get(0);
      return checked(
          batch, n, frame.answered(batch.models(), answer, frame.timing(start, alone, 1)));
    } catch (RuntimeException | StackOverflowError e) {
      return batch.failed(n, e);
    }
  }

  /**
   * Separates frames that no model can process from models that are broken. Such frames would fail
   * again after every restart; a broken model may work again after one.
   */
  private static void checkEngine(Batch batch, Throwable cause) {
    try {
      batch.pictures().probe();
    } catch (RuntimeException | StackOverflowError e) {
      throw new EngineException(
          "the models failed on a picture (%s) and then on a black one too, so the engine is broken: %s"
              .formatted(cause.getMessage(), e.getMessage()),
          e);
    }
  }

  /** The result of a frame whose inference failed. */
  static FrameResult failed(Models models, PendingFrame frame, Throwable cause) {
    Failure failure =
        new Failure(
            Stage.INFERENCE, cause.getClass().getName(), String.valueOf(cause.getMessage()));
    return frame.failed(models, FrameStatus.INFERENCE_ERROR, failure);
  }
}
