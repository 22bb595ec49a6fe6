package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * Output of a network with as many rows as the picture needs: those behind them hold NaN, and the
 * engine leaves them out.
 *
 * @param axis axis of the rows, before which all extents are 1
 */
public record VaryingRows(int axis) implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    for (int a = 0; a < axis; a++) {
      if (x.dim(a) != 1) {
        throw new IllegalArgumentException(
            "the rows of its result " + x + " depend on the picture and do not come first");
      }
    }
    return x;
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    int size = inputs.get(0).size();
    return (in, out) ->
        System.arraycopy(in[0].data(), in[0].first(), out.data(), out.first(), size);
  }
}
