package io.manako.model;

import org.jspecify.annotations.Nullable;

/**
 * Meaning of the outputs beside a heat map.
 *
 * @param layout order of the axes of all outputs
 * @param offsets name of the output of shape [N, rows, columns, 2]: distance from a cell to the
 *     centre of its box, in cells; null if the sizes are distances to the four edges
 * @param format {@code CXCYWH} if x comes first in sizes and offsets, or {@code CYCXHW}
 * @param units unit of the sizes
 * @param exponential whether the sizes are powers of e
 * @param cellOffset position of a cell's point in the cell, 0 … 1
 */
public record HeatMap(
    InputSpec.Layout layout,
    @Nullable String offsets,
    BoxFormat format,
    GridUnits units,
    boolean exponential,
    float cellOffset) {
  /** Distances to the four edges in pixels, columns last. */
  public static final HeatMap DISTANCES =
      new HeatMap(InputSpec.Layout.NHWC, null, BoxFormat.CXCYWH, GridUnits.PIXEL, false, 0);
}
