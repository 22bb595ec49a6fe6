package io.manako.job.tracing;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Marks;
import io.manako.operator.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Step of a frame's processing.
 *
 * @param name {@code decode}, {@code batch wait}, {@code inference}, or the stage at which the
 *     frame was refused
 * @param start reading of {@link System#nanoTime}
 * @param end reading of the same clock
 */
record Step(String name, long start, long end) {
  static final String DECODE = Stage.DECODE.word();
  static final String WAIT = "batch wait";
  static final String INFERENCE = Stage.INFERENCE.word();

  /**
   * Returns the steps of a result.
   *
   * @param now reading of {@link System#nanoTime}, which is the end of an inference that failed
   */
  static List<Step> of(FrameResult result, long now) {
    Marks marks = result.timing().marks();
    List<Step> steps = new ArrayList<>(3);
    if (marks.decodeStart() != 0) {
      steps.add(new Step(DECODE, marks.decodeStart(), marks.decodeEnd()));
    }
    if (marks.runStart() != 0) {
      steps.add(new Step(WAIT, marks.waitStart(), marks.runStart()));
      steps.add(new Step(INFERENCE, marks.runStart(), marks.runEnd()));
      return steps;
    }
    Failure failure = result.failure();
    if (failure != null && !failure.isAt(Stage.DECODE)) {
      long start = marks.waitStart() == 0 ? now : marks.waitStart();
      steps.add(new Step(failure.stage(), start, now));
    }
    return steps;
  }
}
