package io.manako.operator.pipeline;

import io.manako.detect.Detection;
import io.manako.detect.Segment;
import io.manako.image.Image;
import io.manako.operator.FrameResult;
import java.util.List;

/** The pictures that run together. Filled by one thread, then run by another, then cleared. */
public interface PictureBatch {

  /**
   * Takes a picture.
   *
   * @param n its place, one more than the last
   */
  void put(int n, Image image);

  /**
   * Looks at the first {@code count} pictures.
   *
   * @throws RuntimeException if the run failed; the batch is still full
   */
  Answers run(int count);

  /**
   * Looks at one picture, after {@link #run} has failed. Called with rising {@code n}; the pictures
   * before it are not needed any more.
   *
   * @return one answer
   * @throws RuntimeException if this very picture fails
   */
  Answers runAlone(int n);

  /**
   * Checks whether the models still work, after pictures of this batch have failed. The batch is
   * not needed any more. By default nothing is checked, and each failure but an {@link Error}
   * counts as its picture's.
   *
   * @throws RuntimeException if the models fail on a picture that nothing is wrong with
   */
  default void probe() {}

  /** Lets go of all pictures. */
  void clear();

  /**
   * What was seen in the pictures of one run.
   *
   * @param answers one for each picture, in order
   * @param inferenceNanos in the engines
   * @param postprocessNanos suppression, ranking, cutting crops
   */
  record Answers(List<Answer> answers, long inferenceNanos, long postprocessNanos) {}

  /**
   * What was seen in one picture.
   *
   * @param detections sorted by score (down), class id, x, y
   * @param faint too weak to be reported, strong enough to continue a track, in the same order
   * @param classifications of the whole picture or of its detections
   * @param segments the classes of its pixels, by share (down) and class id
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
