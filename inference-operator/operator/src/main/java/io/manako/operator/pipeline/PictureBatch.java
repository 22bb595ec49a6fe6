package io.manako.operator.pipeline;

import io.manako.detect.Views;
import io.manako.image.Image;
import io.manako.operator.Answered;
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
   * Takes a picture of which the detector processes these views alone. By default the whole picture
   * is processed.
   *
   * @param n position of the picture, one more than the last one's
   */
  default void put(int n, Image image, Views views) {
    put(n, image);
  }

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
  record Answers(List<Answered> answers, long inferenceNanos, long postprocessNanos) {}
}
