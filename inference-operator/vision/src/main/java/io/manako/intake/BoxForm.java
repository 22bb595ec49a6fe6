package io.manako.intake;

import java.util.Map;
import java.util.Optional;

/**
 * Reading of four columns as final boxes.
 *
 * @param format {@code xyxy} or {@code cxcywh}; numbers alone cannot tell x from y
 * @param units {@code fraction} or {@code pixel}
 */
record BoxForm(String format, String units) {
  private static final double NEARLY_ALL = 0.97;

  /** Greatest coordinate of boxes in fractions; those of pixels reach far beyond. */
  private static final float MOST_FRACTION = 2;

  /** Returns the reading, or nothing if the numbers are no boxes but offsets. */
  static Optional<BoxForm> of(OutputSample boxes, int side) {
    String units = boxes.max() <= MOST_FRACTION ? "fraction" : "pixel";
    float extent = units.equals("pixel") ? side : 1;
    if (boxes.max() > 4 * extent || boxes.min() < -3 * extent) {
      return Optional.empty();
    }
    if (share(boxes, (b, row) -> isCorners(b, row)) >= NEARLY_ALL) {
      return Optional.of(new BoxForm("xyxy", units));
    }
    if (share(boxes, (b, row) -> isCentre(b, row, extent)) >= NEARLY_ALL) {
      return Optional.of(new BoxForm("cxcywh", units));
    }
    return Optional.empty();
  }

  private static boolean isCorners(OutputSample boxes, int row) {
    return boxes.at(row, 2) > boxes.at(row, 0) && boxes.at(row, 3) > boxes.at(row, 1);
  }

  private static boolean isCentre(OutputSample boxes, int row, float extent) {
    boolean sized = boxes.at(row, 2) > 0 && boxes.at(row, 3) > 0;
    boolean inside = true;
    for (int c = 0; c < 2; c++) {
      inside &= boxes.at(row, c) > -0.1 * extent && boxes.at(row, c) < 1.1 * extent;
    }
    return sized && inside;
  }

  /** Property of a row. */
  private interface Test {
    boolean holds(OutputSample boxes, int row);
  }

  private static double share(OutputSample boxes, Test test) {
    int holds = 0;
    for (int row = 0; row < boxes.rows(); row++) {
      holds += test.holds(boxes, row) ? 1 : 0;
    }
    return boxes.rows() == 0 ? 0 : (double) holds / boxes.rows();
  }

  /** Adds the keys of the section {@code output}. */
  void put(Map<String, Object> output) {
    output.put("box-format", format);
    output.put("units", units);
  }
}
