package io.manako.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** An operation that moves, repeats or picks elements and computes new ones only by blending. */
public sealed interface MoveNode extends Node {

  /**
   * A change of the extents over the same elements.
   *
   * @param shape new extents: −1 stands once for the rest, 0 for the input's extent
   */
  record Reshape(String name, String output, String input, List<Integer> shape)
      implements MoveNode, UnaryNode {
    @Override
    public Reshape withInput(String other) {
      return new Reshape(name, output, other, shape);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** A reordering of axes: output axis i is input axis {@code permutation.get(i)}. */
  record Transpose(String name, String output, String input, List<Integer> permutation)
      implements MoveNode, UnaryNode {
    @Override
    public boolean changesNothing() {
      return IntStream.range(0, permutation.size()).allMatch(i -> permutation.get(i) == i);
    }

    @Override
    public Transpose withInput(String other) {
      return new Transpose(name, output, other, permutation);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** A concatenation of values along an axis. */
  record Concat(String name, String output, List<String> inputs, int axis) implements MoveNode {
    public Concat {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Concat withInputs(UnaryOperator<String> names) {
      return new Concat(name, output, inputs.stream().map(names).toList(), axis);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * Bilinear or nearest-neighbour resampling of maps to a fixed size.
   *
   * @param size number of rows and columns of the output
   * @param sampling positions of its samples on the input and the choice among the input's samples
   */
  record Resize(String name, String output, String input, Extent size, Resampling sampling)
      implements MoveNode, UnaryNode {
    @Override
    public Resize withInput(String other) {
      return new Resize(name, output, other, size, sampling);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** A padding with samples of one value around the input. */
  record Pad(String name, String output, String input, Margins margins, float value)
      implements MoveNode, UnaryNode {
    /**
     * Samples around a value of any rank.
     *
     * @param before number of samples before the first, per axis, each at least 0
     * @param after number of samples after the last, per axis, each at least 0
     */
    public record Margins(List<Integer> before, List<Integer> after) {
      public Margins {
        before = List.copyOf(before);
        after = List.copyOf(after);
      }

      /** Returns whether there is nothing around the value. */
      public boolean isEmpty() {
        return before.stream().allMatch(n -> n == 0) && after.stream().allMatch(n -> n == 0);
      }
    }

    @Override
    public boolean changesNothing() {
      return margins.isEmpty();
    }

    @Override
    public Pad withInput(String other) {
      return new Pad(name, output, other, margins, value);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** A selection of some indices of one axis. */
  record Slice(String name, String output, String input, int axis, Range range)
      implements MoveNode, UnaryNode {
    /**
     * Indices {@code start}, {@code start + step}, … below {@code end}.
     *
     * @param start first index, from 0; a negative one counts from the end
     * @param end end, exclusive; a negative one counts from the end, and one past the end means the
     *     end
     * @param step distance from one index to the next, at least 1
     */
    public record Range(int start, int end, int step) {
      /** Returns the first index on an axis of the given size, at least 0. */
      public int first(int size) {
        return start < 0 ? Math.max(0, start + size) : start;
      }

      @Override
      public String toString() {
        return start + ":" + end + ":" + step;
      }
    }

    @Override
    public Slice withInput(String other) {
      return new Slice(name, output, other, axis, range);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** The same value under another name. */
  record Identity(String name, String output, String input) implements MoveNode, UnaryNode {
    @Override
    public boolean changesNothing() {
      return true;
    }

    @Override
    public Identity withInput(String other) {
      return new Identity(name, output, other);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }
}
