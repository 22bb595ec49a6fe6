package io.manako.operator.pipeline;

import io.manako.detect.Detection;
import io.manako.detect.Segment;
import io.manako.image.Image;
import io.manako.operator.FrameResult;
import java.util.List;

/** Pictures that run together. One thread fills the batch, another runs it, then it is cleared. */
public interface PictureBatch {

  /**
   * Takes a picture.
   *
   * @param n place of the picture, one more than the last
   */
  void put(int n, Image image);

  /**
   * Runs the models on the first {@code count} pictures.
   *
   * @throws RuntimeException if the run failed; the batch is still full
   */
  Answers run(int count);

  /**
   * Runs the models on one picture, after {@link #run} has failed. Called with rising {@code n};
   * the pictures before it are not needed any more.
   *
   * @return one answer
   * @throws RuntimeException if this very picture fails
   */
  Answers runAlone(int n);

  /**
   * Checks whether the models still work, after pictures of this batch have failed. The batch is
   * not needed any more. By default nothing is checked, and each failure but an {@link Error}
   * counts against its picture.
   *
   * @throws RuntimeException if the models fail on a picture that nothing is wrong with
   */
  default void probe() {}

  /** Drops all pictures. */
  void clear();

  /**
   * Answers to the pictures of one run.
   *
   * @param answers one answer for each picture, in order
   * @param inferenceNanos time in the engines, ns
   * @param postprocessNanos time of suppression, ranking and cutting crops, ns
   */
  record Answers(List<Answer> answers, long inferenceNanos, long postprocessNanos) {}

  /**
   * Answer to one picture.
   *
   * @param detections objects, sorted by score (down), class id, x, y
   * @param faint objects too weak to be reported, strong enough to continue a track, in the same
   *     order
   * @param classifications classes of the whole picture or of its detections
   * @param segments classes of the pixels, by share (down) and class id
   */
  record Answer(
      List<Detection> detections,
      List<Detection> faint,
      List<FrameResult.Classified> classifications,
      List<Segment> segments) {

    /** An answer with nothing faint and no segments in it. */
    public Answer(List<Detection> detections, List<FrameResult.Classified> classifications) {
      this(detections, List.of(), classifications, List.of());
    }

    /** Whether none of the models found anything to report. */
    public boolean isEmpty() {
      return detections.isEmpty() && classifications.isEmpty() && segments.isEmpty();
    }
  }
}
