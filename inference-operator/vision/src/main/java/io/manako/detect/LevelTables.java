package io.manako.detect;

import io.manako.model.DenseOutput.Levels;
import java.util.List;

/**
 * Outputs of a head whose boxes and scores are apart, by level.
 *
 * @param boxes outputs of the boxes
 * @param scores outputs of the classes
 * @param objectness outputs of the objects; empty if there are none
 */
record LevelTables(List<OutputView> boxes, List<OutputView> scores, List<OutputView> objectness) {
  static LevelTables of(Outputs outputs, Levels levels, boolean transposed) {
    return new LevelTables(
        outputs.views(levels.boxes(), transposed),
        outputs.views(levels.scores(), transposed),
        outputs.views(levels.objectness(), transposed));
  }

  /**
   * Checks the rows of all outputs against the cells.
   *
   * @throws IllegalArgumentException naming the first output that does not fit
   */
  void requireFit(Cells cells) {
    cells.requireFit(boxes);
    cells.requireFit(scores);
    cells.requireFit(objectness);
    objectness.forEach(view -> HeadChecks.requireColumns(view, 1, "the score of an object"));
  }
}
