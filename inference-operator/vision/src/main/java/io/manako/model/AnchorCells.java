package io.manako.model;

import java.util.Collections;
import java.util.List;

/**
 * Cells of grids whose boxes have sides coded against anchors (Redmon and Farhadi 2017, YOLO9000,
 * section 2).
 *
 * @param strides pixels of the input from one cell to the next, by level, each at least 1
 * @param sizes widths and heights of each cell's anchors in pixels of the input, by level: width,
 *     height, width, height and so on
 * @param sides coding of the sides
 * @param centreScales factors s by level with which a centre lies at s · σ − (s − 1) / 2 from its
 *     cell (Bochkovskiy et al. 2020, YOLOv4, section 3.3)
 */
public record AnchorCells(
    List<Integer> strides, List<List<Float>> sizes, Sides sides, List<Float> centreScales) {
  /** Coding of a box's sides as multiples of its anchor's. */
  public enum Sides {
    /** Power of e (YOLOv2 to v4). */
    EXP,
    /** Square of twice the sigmoid (YOLOv5 and v7). */
    SQUARE
  }

  /** Number of boxes of each cell of a level. */
  public int boxesPerCell(int level) {
    return sizes.get(level).size() / 2;
  }

  static AnchorCells read(YamlMapping yaml) {
    List<Integer> strides = yaml.integers("strides", 1);
    List<List<Float>> sizes = yaml.lists("anchor-sizes");
    boolean positive = sizes.stream().flatMap(List::stream).allMatch(s -> s > 0);
    boolean pairs = sizes.stream().allMatch(level -> level.size() % 2 == 0);
    if (sizes.size() != strides.size() || !positive || !pairs) {
      throw new ModelException(
          "output: anchor-sizes must be one list for each of the strides: width, height, width,"
              + " height and so on, each above 0");
    }
    Sides sides = yaml.choice("size-coding", Sides.class, Sides.EXP);
    return new AnchorCells(strides, sizes, sides, centreScales(yaml, strides.size(), sides));
  }

  private static List<Float> centreScales(YamlMapping yaml, int levels, Sides sides) {
    return yaml.has("centre-scales")
        ? yaml.numbers("centre-scales", levels)
        : usualScales(levels, sides);
  }

  /** Returns the factors of networks that give none. */
  static List<Float> usualScales(int levels, Sides sides) {
    return Collections.nCopies(levels, sides == Sides.SQUARE ? 2f : 1f);
  }
}
