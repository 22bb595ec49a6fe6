package io.manako.engine.plan;

import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.operation.Joining;
import io.manako.graph.operation.PairFunction;
import io.manako.graph.operation.Pairwise;
import io.manako.graph.operation.Reduction;
import io.manako.graph.operation.Selection;
import io.manako.graph.operation.SoftmaxLines;
import io.manako.graph.operation.TensorOperation;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the general form of nodes that usually have a faster step. */
final class GeneralForm {
  private GeneralForm() {}

  /**
   * Returns the general form of a node, or null if the node's own step is to be used.
   *
   * @param led whether all its values have one picture in front
   */
  static @Nullable TensorOperation of(Node node, Values values, boolean led) {
    if (node instanceof Node.Binary n) {
      return led && sameRank(n, values) ? null : pairwise(n);
    } else if (node instanceof Node.Softmax n) {
      int axis = axis(n.axis(), values.shape(n.input()));
      return led && axis > 0 ? null : new SoftmaxLines(axis, axis + 1, false);
    } else if (node instanceof Node.ReduceMean n) {
      List<Integer> axes = axes(n.axes(), values.shape(n.input()));
      return led && areNeighbours(axes) && axes.get(0) > 0
          ? null
          : new Reduction(Reduction.Kind.MEAN, axes, n.keepDims());
    } else if (node instanceof MoveNode.Concat n) {
      int axis = axis(n.axis(), values.shape(n.output()));
      return led && axis > 0 ? null : new Joining(axis);
    }
    return moved(node, values, led);
  }

  private static @Nullable TensorOperation moved(Node node, Values values, boolean led) {
    if (node instanceof MoveNode.Transpose n) {
      return led && n.permutation().get(0) == 0 ? null : transposed(n, values.shape(n.input()));
    } else if (node instanceof MoveNode.Slice n) {
      Shape x = values.shape(n.input());
      int axis = axis(n.axis(), x);
      return led && axis > 0 ? null : sliced(n, axis, x, values.shape(n.output()));
    } else if (node instanceof MoveNode.Pad n) {
      boolean kept = n.margins().before().get(0) == 0 && n.margins().after().get(0) == 0;
      return led && kept ? null : padded(n, values.shape(n.input()), values.shape(n.output()));
    }
    return null;
  }

  private static boolean sameRank(Node.Binary n, Values values) {
    int rank = values.shape(n.output()).rank();
    return n.inputs().stream()
        .allMatch(
            v ->
                values.tensor(v) == null
                    ? values.shape(v).rank() == rank
                    : isSameForAll(values.shape(v), rank, values));
  }

  /** Returns whether a constant holds no numbers of its own for each picture of a batch. */
  private static boolean isSameForAll(Shape constant, int rank, Values values) {
    return values.batch() == 1 || constant.rank() < rank || constant.dim(0) == 1;
  }

  private static TensorOperation pairwise(Node.Binary n) {
    return new Pairwise(PairFunction.valueOf(n.operator().name()));
  }

  private static TensorOperation transposed(MoveNode.Transpose n, Shape x) {
    int[] own = strides(x);
    int[] from = n.permutation().stream().mapToInt(p -> own[p]).toArray();
    Shape out = Shape.of(n.permutation().stream().mapToInt(x::dim).toArray());
    return new Selection(x, out, indices(out, from, 0), 0);
  }

  private static TensorOperation sliced(MoveNode.Slice n, int axis, Shape x, Shape out) {
    int[] from = strides(x);
    int first = n.range().first(x.dim(axis)) * from[axis];
    from[axis] *= n.range().step();
    return new Selection(x, out, indices(out, from, first), 0);
  }

  private static TensorOperation padded(MoveNode.Pad n, Shape x, Shape out) {
    int[] sources = new int[out.size()];
    int[] strides = strides(x);
    for (int i = 0; i < sources.length; i++) {
      int rest = i;
      for (int a = out.rank() - 1; a >= 0 && sources[i] >= 0; a--) {
        int at = rest % out.dim(a) - n.margins().before().get(a);
        sources[i] = at < 0 || at >= x.dim(a) ? -1 : sources[i] + at * strides[a];
        rest /= out.dim(a);
      }
    }
    return new Selection(x, out, sources, n.value());
  }

  /** Returns, for each element of a result, the index at which strides lead to its source. */
  private static int[] indices(Shape out, int[] strides, int first) {
    int[] sources = new int[out.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = first;
      int rest = i;
      for (int a = out.rank() - 1; a >= 0; a--) {
        sources[i] += rest % out.dim(a) * strides[a];
        rest /= out.dim(a);
      }
    }
    return sources;
  }

  private static int[] strides(Shape x) {
    int[] strides = new int[x.rank()];
    int stride = 1;
    for (int a = x.rank() - 1; a >= 0; a--) {
      strides[a] = stride;
      stride *= x.dim(a);
    }
    return strides;
  }

  private static boolean areNeighbours(List<Integer> axes) {
    return IntStream.range(1, axes.size()).allMatch(i -> axes.get(i) == axes.get(i - 1) + 1);
  }

  private static List<Integer> axes(List<Integer> axes, Shape x) {
    return axes.stream().map(a -> axis(a, x)).sorted().toList();
  }

  private static int axis(int axis, Shape x) {
    return axis < 0 ? axis + x.rank() : axis;
  }
}
