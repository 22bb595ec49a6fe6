package io.manako.detect;

import io.manako.tensor.Placement;
import java.util.ArrayList;
import java.util.List;

/** Reads the key points of a box. */
final class KeypointReader {
  private final Table table;
  private final int values;

  /**
   * Creates a reader.
   *
   * @param table numbers of the points of each box: x, y and, with three, a score
   * @param values numbers of a point, 2 or 3
   */
  KeypointReader(Table table, int values) {
    this.table = table;
    this.values = values;
  }

  Table table() {
    return table;
  }

  /**
   * Returns the points of a box in pixels of the original picture; none if a number is NaN or
   * infinite.
   */
  List<Keypoint> read(int row, BoxReader boxes, Placement placement) {
    List<Keypoint> points = new ArrayList<>(table.columns() / values);
    for (int at = 0; at < table.columns(); at += values) {
      float x = placement.toX(boxes.pointX(table.at(row, at), row));
      float y = placement.toY(boxes.pointY(table.at(row, at + 1), row));
      float score = values == 3 ? table.at(row, at + 2) : 0;
      if (!Float.isFinite(x) || !Float.isFinite(y) || !Float.isFinite(score)) {
        return List.of();
      }
      points.add(new Keypoint(x, y, values == 3 ? Math.max(0, Math.min(score, 1)) : null));
    }
    return points;
  }
}
