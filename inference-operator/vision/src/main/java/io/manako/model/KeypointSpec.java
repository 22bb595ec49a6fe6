package io.manako.model;

import java.util.List;

/**
 * Key points of each box, such as the eyes of a face.
 *
 * @param count number of points, 1 … {@value #MOST}
 * @param values numbers of a point: 2 for x and y, 3 for x, y and a score of 0 … 1
 * @param outputs names of the outputs of shape [N, boxes, count · values], one for each level of
 *     the boxes; empty if the points are columns behind those of the boxes or the classes
 */
public record KeypointSpec(int count, int values, List<String> outputs) {
  /** Greatest number of points, twice that of the densest bodies and faces in use. */
  public static final int MOST = 1024;

  public KeypointSpec {
    outputs = List.copyOf(outputs);
  }

  /** Number of columns. */
  public int columns() {
    return count * values;
  }
}
