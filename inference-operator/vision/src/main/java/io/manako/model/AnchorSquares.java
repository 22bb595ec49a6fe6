package io.manako.model;

import java.util.List;

/**
 * Anchors that are squares of given sides around the centre of each cell (Deng et al. 2020,
 * RetinaFace, table 2; Bazarevsky et al. 2019, BlazeFace, section 3.2).
 *
 * @param strides pixels of the input from one cell of a map to the next, by map, each at least 1
 * @param sizes sides of the squares of each cell in pixels of the input, by map, each above 0
 * @param clip whether centres and sides of more than the input are cut to the input (UltraFace)
 */
public record AnchorSquares(List<Integer> strides, List<List<Float>> sizes, boolean clip)
    implements AnchorRule {
  static AnchorSquares read(YamlMapping yaml) {
    List<Integer> strides = yaml.integers("strides", 1);
    List<List<Float>> sizes = yaml.lists("sizes");
    if (sizes.size() != strides.size()
        || sizes.stream().flatMap(List::stream).anyMatch(s -> s <= 0)) {
      throw new ModelException(
          "anchor-grid: sizes must be one list of sides above 0 for each of the strides");
    }
    AnchorSquares read = new AnchorSquares(strides, sizes, yaml.flag("clip", false));
    yaml.finish();
    return read;
  }

  @Override
  public float[] rows(InputSpec input) {
    float[] rows = new float[4 * size(input)];
    int at = 0;
    for (int map = 0; map < strides.size(); map++) {
      int stride = strides.get(map);
      int columns = cells(input.width(), stride);
      int cells = columns * cells(input.height(), stride);
      for (int cell = 0; cell < cells; cell++) {
        for (float side : sizes.get(map)) {
          rows[at++] = (cell / columns + 0.5f) * stride / input.height();
          rows[at++] = (cell % columns + 0.5f) * stride / input.width();
          rows[at++] = side / input.height();
          rows[at++] = side / input.width();
        }
      }
    }
    for (int i = 0; clip && i < rows.length; i++) {
      rows[i] = Math.min(rows[i], 1);
    }
    return rows;
  }

  private int size(InputSpec input) {
    int size = 0;
    for (int map = 0; map < strides.size(); map++) {
      int cells = cells(input.width(), strides.get(map)) * cells(input.height(), strides.get(map));
      size += cells * sizes.get(map).size();
    }
    return size;
  }

  private static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }
}
