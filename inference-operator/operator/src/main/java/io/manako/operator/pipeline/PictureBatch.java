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
   * @param n position of the picture, one more than the last one's
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
   * the pictures before it are no longer needed.
   *
   * @return one answer
   * @throws RuntimeException if this picture fails
   */
  Answers runAlone(int n);

  /**
   * Checks whether the models still work, after pictures of this batch have failed. The batch is no
   * longer needed. By default nothing is checked, and each failure but an {@link Error} counts
   * against its picture.
   *
   * @throws RuntimeException if the models fail on a flawless picture
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
   * @param detections objects, sorted by score (descending), class id, x, y
   * @param faint objects too weak to be reported but strong enough to continue a track, in the same
   *     order
   * @param classifications classes of the whole picture or of its detections
   * @param segments classes of the pixels, by share (descending) and class id
   */
  record Answer(
      List<Detection> detections,
      List<Detection> faint,
      List<FrameResult.Classified> classifications,
      List<Segment> segments) {

    /** An answer without faint detections and segments. */
    public Answer(List<Detection> detections, List<FrameResult.Classified> classifications) {
      this(detections, List.of(), classifications, List.of());
    }

    /** Whether none of the models found anything to report. */
    public boolean isEmpty() {
      return detections.isEmpty() && classifications.isEmpty() && segments.isEmpty();
    }
  }
}
