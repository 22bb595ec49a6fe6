package io.manako.detect;

import io.manako.model.KeypointSpec;
import io.manako.model.Scoring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and parts that several families of heads share. */
final class HeadChecks {
  private HeadChecks() {}

  /**
   * Returns the numbers of the classes.
   *
   * @param views outputs of the scores, in the order of their boxes
   * @param scoring conversion that says which column is no class
   * @throws IllegalArgumentException if an output has no class, or another number than the first
   */
  static Table scores(List<OutputView> views, Scoring scoring) {
    OutputView first = views.get(0);
    requireClasses(first, first.columns(), scoring);
    for (OutputView view : views) {
      requireColumns(view, first.columns(), "classes, as " + first.name() + " has");
    }
    return Table.of(views, 0, first.columns());
  }

  /** Checks that columns of an output have room for a class. */
  static void requireClasses(OutputView view, int columns, Scoring scoring) {
    if (columns <= scoring.background().columns()) {
      throw new IllegalArgumentException(
          "the output %s has %s class(es), all of them background; correct output.background"
              .formatted(view.name(), Math.max(columns, 0)));
    }
  }

  /** Checks the exact number of columns. */
  static void requireColumns(OutputView view, int wanted, String what) {
    if (view.columns() != wanted) {
      throw new IllegalArgumentException(
          "the output %s of shape %s has %s number(s) a box; wanted are %s: %s"
              .formatted(view.name(), view.shape(), view.columns(), wanted, what));
    }
  }

  /** Checks that an output has scores for as many places as another one has boxes. */
  static void requireSamePlaces(OutputView boxes, OutputView scores) {
    if (boxes.rows() != scores.rows()) {
      throw new IllegalArgumentException(
          "the output %s has %s boxes, but the output %s of shape %s has scores for %s places"
              .formatted(boxes.name(), boxes.rows(), scores.name(), scores.shape(), scores.rows()));
    }
  }

  /**
   * Returns the reader of key points.
   *
   * @param spec key points, or null
   * @param outputs all outputs
   * @param boxes outputs of the boxes, whose columns from {@code from} on are the points unless
   *     {@code spec} names other outputs
   * @param from first column of the points in {@code boxes}
   * @throws IllegalArgumentException if the columns or the rows do not fit
   */
  static @Nullable KeypointReader keypoints(
      @Nullable KeypointSpec spec, Outputs outputs, List<OutputView> boxes, int from) {
    if (spec == null) {
      return null;
    }
    boolean apart = !spec.outputs().isEmpty();
    List<OutputView> views =
        apart ? outputs.views(spec.outputs(), boxes.get(0).transposed()) : boxes;
    int first = apart ? 0 : from;
    String what =
        "%s for the %s key points of %s values"
            .formatted(first + spec.columns(), spec.count(), spec.values());
    views.forEach(view -> view.requireColumns(first + spec.columns(), what));
    Table table = Table.of(views, first, spec.columns());
    int rows = boxes.stream().mapToInt(OutputView::rows).sum();
    if (table.rows() != rows) {
      throw new IllegalArgumentException(
          "the outputs %s have key points for %s boxes, but there are %s boxes"
              .formatted(spec.outputs(), table.rows(), rows));
    }
    return new KeypointReader(table, spec.values());
  }
}
