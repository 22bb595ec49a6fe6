package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A choice of elements, or of runs of elements, at indices of the first axes that another tensor
 * computes (GatherND). An index outside of its axis takes the nearest end, and an index that is no
 * number gives elements that are none.
 */
public record GatherPoints() implements TensorOperation {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape indices = inputs.get(1);
    if (indices.rank() == 0 || indices.dim(-1) > x.rank()) {
      throw new IllegalArgumentException("indices " + indices + " do not fit " + x);
    }
    int[] lead = Arrays.copyOf(indices.dims(), indices.rank() - 1);
    return Shape.of(IntStream.concat(IntStream.of(lead), IntStream.of(rest(inputs))).toArray());
  }

  private static int[] rest(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Arrays.copyOfRange(x.dims(), inputs.get(1).dim(-1), x.rank());
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    int depth = inputs.get(1).dim(-1);
    int[] extents = Arrays.copyOf(inputs.get(0).dims(), depth);
    int points = inputs.get(1).size() / Math.max(1, depth);
    int run = Shape.of(rest(inputs)).size();
    return (in, out) -> {
      for (int p = 0; p < points; p++) {
        int at = 0;
        boolean known = true;
        for (int d = 0; d < depth; d++) {
          float index = in[1].get(p * depth + d);
          known &= !Float.isNaN(index);
          at = at * extents[d] + GatherLines.index(index, extents[d]);
        }
        for (int i = 0; i < run; i++) {
          out.put(p * run + i, known ? in[0].get(at * run + i) : Float.NaN);
        }
      }
    };
  }
}
