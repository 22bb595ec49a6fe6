package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * Samples of maps at computed positions: Jaderberg et al., "Spatial Transformer Networks", section
 * 3.3. The second input holds pairs of column and row, from −1 to 1 over the map.
 *
 * @param blends whether four samples are blended; else the nearest one is taken
 * @param padding samples outside of the map
 * @param corners whether −1 and 1 are the centres of the outermost samples, not their outer edges
 */
public record GridSampling(boolean blends, Padding padding, boolean corners)
    implements TensorOperation {
  /** Samples outside of a map. */
  public enum Padding {
    ZEROS,
    BORDER,
    REFLECTION
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape grid = inputs.get(1);
    boolean fits = x.rank() == 4 && grid.rank() == 4 && grid.dim(3) == 2 && x.dim(0) == grid.dim(0);
    if (!fits) {
      throw new IllegalArgumentException("a grid of shape " + grid + " does not fit " + x);
    }
    return Shape.of(x.dim(0), x.dim(1), grid.dim(1), grid.dim(2));
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int points = inputs.get(1).dim(1) * inputs.get(1).dim(2);
    return (in, out) -> {
      for (int i = 0; i < x.dim(0) * points; i++) {
        double column = position(in[1].get(2 * i), x.dim(3));
        double row = position(in[1].get(2 * i + 1), x.dim(2));
        for (int c = 0; c < x.dim(1); c++) {
          int plane = i / points * x.dim(1) + c;
          Map map = new Map(in[0], plane * x.dim(2) * x.dim(3), x.dim(2), x.dim(3));
          out.put(plane * points + i % points, (float) sample(map, row, column));
        }
      }
    };
  }

  private double position(double at, int size) {
    return corners ? (at + 1) / 2 * (size - 1) : ((at + 1) * size - 1) / 2;
  }

  /** Samples of one channel, from index {@code first} on; the compiler makes locals of it. */
  private record Map(Slot in, int first, int height, int width) {}

  private double sample(Map map, double row, double column) {
    if (!blends) {
      return at(map, Math.rint(row), Math.rint(column));
    }
    double r = padding == Padding.BORDER ? clamp(row, map.height()) : row;
    double c = padding == Padding.BORDER ? clamp(column, map.width()) : column;
    double top = Math.floor(r);
    double left = Math.floor(c);
    double down = r - top;
    double right = c - left;
    return (1 - down) * (1 - right) * at(map, top, left)
        + (1 - down) * right * at(map, top, left + 1)
        + down * (1 - right) * at(map, top + 1, left)
        + down * right * at(map, top + 1, left + 1);
  }

  private double at(Map map, double row, double column) {
    double r = inside(row, map.height());
    double c = inside(column, map.width());
    boolean on = r >= 0 && r < map.height() && c >= 0 && c < map.width();
    return on ? map.in().get(map.first() + (int) r * map.width() + (int) c) : 0;
  }

  private double inside(double i, int size) {
    return switch (padding) {
      case ZEROS -> i;
      case BORDER -> clamp(i, size);
      case REFLECTION -> clamp(reflected(i, size), size);
    };
  }

  /** Mirrors a position at the ends of the map until it is inside. */
  private double reflected(double i, int size) {
    double low = corners ? 0 : -0.5;
    double high = corners ? size - 1 : size - 0.5;
    double span = high - low;
    if (span == 0 || !Double.isFinite(i)) {
      return 0;
    }
    double from = Math.abs(i - low);
    double rest = from % span;
    return Math.floor(from / span) % 2 == 0 ? low + rest : high - rest;
  }

  private static double clamp(double i, int size) {
    return Math.max(0, Math.min(i, size - 1));
  }
}
