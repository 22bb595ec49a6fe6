package io.manako.engine;

import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins the answers of several runs whose numbers of rows differ, such as the boxes that a
 * suppression inside the network leaves: missing rows are filled with NaN, which no detector
 * reports.
 */
final class RowPadding {
  private final List<Tensor> parts = new ArrayList<>();

  /** Adds a copy of the answer for some pictures, [pictures, rows, …]. */
  void add(Tensor part) {
    parts.add(Tensor.of(part.shape(), part.toArray()));
  }

  /**
   * Returns the answers for all pictures.
   *
   * @throws EngineException if the answers differ in another axis than that of the rows
   */
  Tensor joined() {
    Shape first = parts.get(0).shape();
    int rows = 0;
    int pictures = 0;
    for (Tensor part : parts) {
      if (!withRows(part.shape(), 1, 0).equals(withRows(first, 1, 0))) {
        throw new EngineException(
            "an output has the shape %s for one picture and %s for another, so no rows to fill up"
                .formatted(first, part.shape()));
      }
      rows = Math.max(rows, rows(part.shape()));
      pictures += part.shape().dim(0);
    }
    return fill(withRows(first, pictures, rows));
  }

  private Tensor fill(Shape all) {
    float[] values = new float[all.size()];
    Arrays.fill(values, Float.NaN);
    int size = all.withBatch(1).size();
    int to = 0;
    for (Tensor part : parts) {
      int partSize = part.shape().withBatch(1).size();
      for (int n = 0; n < part.shape().dim(0); n++) {
        part.data().get(n * partSize, values, to, partSize);
        to += size;
      }
    }
    return Tensor.of(all, values);
  }

  private static int rows(Shape shape) {
    return shape.rank() < 2 ? 0 : shape.dim(1);
  }

  private static Shape withRows(Shape shape, int pictures, int rows) {
    int[] dims = shape.dims();
    dims[0] = pictures;
    if (dims.length > 1) {
      dims[1] = rows;
    }
    return Shape.of(dims);
  }
}
