package io.manako.detect;

import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.List;

/** Outputs of a detector as boxes with scores. A head keeps the numbers of one picture. */
sealed interface Head permits DenseHead, FinalHead {

  /**
   * Takes the numbers of one picture.
   *
   * @param outputs outputs in the order of their names
   * @param n index of the picture in the batch
   */
  void load(List<Tensor> outputs, int n);

  /** Adds the places over the threshold, by index of the box and index of the class. */
  void select(Candidates candidates);

  /** Returns a box in pixels of the original picture, not clipped. */
  Box box(int row, Placement placement);

  /** Returns the key points of a box in pixels of the original picture; empty if there are none. */
  List<Keypoint> keypoints(int row, Placement placement);

  /** Number of classes, or 0 if the outputs do not tell. */
  int classes();

  /** Index of the first class, behind the background. */
  int firstClass();

  /** Whether boxes of one class suppress each other. */
  boolean suppressesOwnClass();
}
