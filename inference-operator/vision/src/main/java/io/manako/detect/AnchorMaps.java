package io.manako.detect;

import io.manako.model.AnchorCells;
import io.manako.model.AnchorCells.Sides;
import io.manako.model.InputSpec;
import io.manako.tensor.Placement;
import java.util.List;

/**
 * Boxes as offsets from the cells of grids, with sides coded against anchors: level by level,
 * anchor by anchor, cell by cell (Redmon and Farhadi 2018, YOLOv3, section 2.1; Bochkovskiy et al.
 * 2020, YOLOv4, section 3.3).
 */
final class AnchorMaps implements BoxReader {
  private final AnchorCells coding;
  private final boolean activated;
  private final InputSpec input;
  private final int[] ends;
  private final Layer[] maps;

  /** Boxes of one anchor of a level. */
  private record Layer(int level, int start, int stride, int columns, float width, float height) {}

  /**
   * Lays the maps.
   *
   * @param activated whether the network has applied its sigmoids
   */
  AnchorMaps(AnchorCells coding, boolean activated, InputSpec input) {
    this.coding = coding;
    this.activated = activated;
    this.input = input;
    int count = coding.sizes().stream().mapToInt(level -> level.size() / 2).sum();
    this.ends = new int[count];
    this.maps = new Layer[count];
    int at = 0;
    int end = 0;
    for (int level = 0; level < coding.strides().size(); level++) {
      List<Float> sizes = coding.sizes().get(level);
      for (int a = 0; a < coding.boxesPerCell(level); a++) {
        maps[at] =
            new Layer(
                level,
                end,
                coding.strides().get(level),
                columns(level),
                sizes.get(2 * a),
                sizes.get(2 * a + 1));
        end += columns(level) * rows(level);
        ends[at++] = end;
      }
    }
  }

  int columns(int level) {
    return cells(input.width(), coding.strides().get(level));
  }

  int rows(int level) {
    return cells(input.height(), coding.strides().get(level));
  }

  private static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  private Layer map(int row) {
    int map = 0;
    while (row >= ends[map]) {
      map++;
    }
    return maps[map];
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    Layer map = map(row);
    int at = row * 4;
    float x = pointX(raw[at], row);
    float y = pointY(raw[at + 1], row);
    float w = side(raw[at + 2]) * map.width / input.width() / 2;
    float h = side(raw[at + 3]) * map.height / input.height() / 2;
    return new Corners(y - h, x - w, y + h, x + w).in(placement);
  }

  /** Returns a side as a multiple of its anchor's. */
  private float side(float raw) {
    if (coding.sides() == Sides.EXP) {
      return (float) StrictMath.exp(raw);
    }
    float twice = 2 * activated(raw);
    return twice * twice;
  }

  private float activated(float raw) {
    return activated ? raw : Scores.sigmoid(raw);
  }

  private float offset(float raw, int level) {
    float scale = coding.centreScales().get(level);
    return scale * activated(raw) - (scale - 1) / 2;
  }

  @Override
  public float pointX(float raw, int row) {
    Layer map = map(row);
    int column = (row - map.start) % map.columns;
    return (column + offset(raw, map.level)) * map.stride / input.width();
  }

  @Override
  public float pointY(float raw, int row) {
    Layer map = map(row);
    int line = (row - map.start) / map.columns;
    return (line + offset(raw, map.level)) * map.stride / input.height();
  }
}
