package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * A choice of elements whose indices are known beforehand, such as a slice, a gather or a padding.
 *
 * @param source shape of the input
 * @param target shape of the result
 * @param sources index of the input's element for each element of the result, −1 for {@code fill}
 * @param fill number that no element of the input supplies
 */
@SuppressWarnings("ArrayRecordComponent") // read by one loop and never compared
public record Selection(Shape source, Shape target, int[] sources, float fill)
    implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).equals(source)) {
      throw new IllegalArgumentException(
          "it picks from "
              + source
              + ", not from "
              + inputs.get(0)
              + ": it runs picture by picture");
    }
    return target;
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    return (in, out) -> {
      for (int i = 0; i < sources.length; i++) {
        out.put(i, sources[i] < 0 ? fill : in[0].get(sources[i]));
      }
    };
  }
}
