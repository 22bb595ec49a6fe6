package io.manako.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Anchors of an SSD whose file holds none. Each cell of a map has one box for each ratio of sides,
 * and one more square between the scale of this map and the next (Liu et al. 2016, SSD, section
 * 2.2). The order of the boxes is that of TensorFlow and MediaPipe.
 *
 * @param strides pixels of the input from one cell of a map to the next, by map, each at least 1
 * @param minScale side of the first map's boxes as a fraction of the input, 0 … 1
 * @param maxScale side of the last map's boxes as a fraction of the input, 0 … 1
 * @param ratios width over height of the boxes, each above 0
 * @param reducedLowest whether the first map has only three boxes: a small square and two ratios
 */
public record AnchorGrid(
    List<Integer> strides,
    float minScale,
    float maxScale,
    List<Float> ratios,
    boolean reducedLowest)
    implements AnchorRule {
  /** Side of the first map's small square, as in TensorFlow's generator. */
  private static final double LOWEST_SCALE = 0.1;

  private static final List<Double> LOWEST_RATIOS = List.of(1.0, 2.0, 0.5);

  static AnchorGrid read(YamlMapping yaml) {
    AnchorGrid grid =
        new AnchorGrid(
            yaml.numbers("strides").stream().map(Math::round).toList(),
            (float) yaml.fraction("min-scale"),
            (float) yaml.fraction("max-scale"),
            yaml.numbers("ratios"),
            yaml.flag("reduced-lowest"));
    if (grid.strides.stream().anyMatch(s -> s < 1) || grid.ratios.stream().anyMatch(r -> r <= 0)) {
      throw new ModelException("anchor-grid: strides are from 1, ratios above 0");
    }
    yaml.finish();
    return grid;
  }

  @Override
  public float[] rows(InputSpec input) {
    List<Float> rows = new ArrayList<>();
    for (int map = 0; map < strides.size(); map++) {
      int height = cells(input.height(), strides.get(map));
      int width = cells(input.width(), strides.get(map));
      List<Side> sides = sides(map);
      for (int cell = 0; cell < height * width; cell++) {
        for (Side side : sides) {
          int row = cell / width;
          rows.add((row + 0.5f) / height);
          rows.add((cell % width + 0.5f) / width);
          rows.add((float) (side.scale / Math.sqrt(side.ratio)));
          rows.add((float) (side.scale * Math.sqrt(side.ratio)));
        }
      }
    }
    float[] all = new float[rows.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows.get(i);
    }
    return all;
  }

  private static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  private record Side(double scale, double ratio) {}

  private List<Side> sides(int map) {
    double scale = scale(map);
    List<Side> sides = new ArrayList<>();
    if (map == 0 && reducedLowest) {
      LOWEST_RATIOS.forEach(r -> sides.add(new Side(r == 1 ? LOWEST_SCALE : scale, r)));
      return sides;
    }
    ratios.forEach(r -> sides.add(new Side(scale, r)));
    double next = map == strides.size() - 1 ? 1 : scale(map + 1);
    sides.add(new Side(Math.sqrt(scale * next), 1));
    return sides;
  }

  private double scale(int map) {
    return strides.size() == 1
        ? (minScale + maxScale) / 2
        : minScale + (maxScale - minScale) * map / (strides.size() - 1.0);
  }
}
