package io.manako.detect;

import io.manako.model.DenseOutput.Columns;
import io.manako.model.KeypointSpec;
import io.manako.model.Scoring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of outputs that hold boxes, scores and key points.
 *
 * @param objectness whether a column with the score of an object is in front of the classes
 * @param classes number of columns of classes, background included
 */
record JoinedColumns(boolean objectness, int classes) {
  /** Key points, conversion and number of box columns that determine the columns of classes. */
  record Around(int boxColumns, @Nullable KeypointSpec keypoints, Scoring scoring) {
    private int keypointColumns() {
      return keypoints == null || !keypoints.outputs().isEmpty() ? 0 : keypoints.columns();
    }
  }

  /**
   * Finds the columns.
   *
   * @param views outputs, all with the same columns
   * @param columns columns as the model's description gives them
   * @param around further numbers of the outputs
   * @throws IllegalArgumentException if there are fewer columns than are needed, or more columns
   *     than boxes, as in an output with its axes exchanged
   */
  static JoinedColumns of(List<OutputView> views, Columns columns, Around around) {
    OutputView first = views.get(0);
    views.forEach(v -> HeadChecks.requireColumns(v, first.columns(), "as " + first.name()));
    int before = around.boxColumns + (columns.objectness() ? 1 : 0);
    int left = first.columns() - before - around.keypointColumns();
    if (columns.classes() == 0 && first.columns() > first.rows() && first.rows() > 1) {
      throw new IllegalArgumentException(
          "the output %s of shape %s has %s boxes of %s numbers, which seem exchanged: set"
                  .formatted(first.name(), first.shape(), first.rows(), first.columns())
              + " output.transposed: %s, or give output.classes".formatted(!columns.transposed()));
    }
    int classes = columns.classes() == 0 ? left : columns.classes();
    if (classes > left) {
      throw new IllegalArgumentException(
          "the output %s of shape %s has %s numbers a box; wanted are %s for box, object, classes"
                  .formatted(
                      first.name(),
                      first.shape(),
                      first.columns(),
                      first.columns() - left + classes)
              + " and key points");
    }
    HeadChecks.requireClasses(first, classes, around.scoring);
    return new JoinedColumns(columns.objectness(), classes);
  }
}
