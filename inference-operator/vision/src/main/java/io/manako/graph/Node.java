package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One operation of a network. Every node writes one value. Values have names; maps are NCHW and
 * weights OIHW, as in ONNX. A node refers to weights by the names of the graph's constants.
 */
public sealed interface Node
    permits FusedNode, LayerNode, MoveNode, TensorNode, UnaryNode, Node.BatchNorm, Node.Binary {
  /** Returns the name, unique in the graph, by which errors refer to the node. */
  String name();

  /** Returns the value that the node writes. */
  String output();

  /** Returns the values that the node reads, constants included, in the operation's order. */
  List<String> inputs();

  /**
   * Returns the same operation on values of other names.
   *
   * @param names function from the name of a value, or of a constant, to the name that is read
   *     instead
   */
  Node withInputs(UnaryOperator<String> names);

  /** Calls the visitor's method for this kind of node. */
  void accept(NodeVisitor visitor);

  /**
   * Returns the number of products of a sample and a weight that are summed; only layers with
   * weights have any.
   *
   * @param shapes shape of every value by name
   */
  default long multiplyAdds(Function<String, Shape> shapes) {
    return 0;
  }

  /** A batch normalisation: (x − mean) / √(variance + ε) · scale + shift. */
  record BatchNorm(String name, String output, String input, Parameters parameters, float epsilon)
      implements Node {
    /** Names of four constants of shape [channels]. */
    public record Parameters(String scale, String shift, String mean, String variance) {}

    @Override
    public List<String> inputs() {
      Parameters p = parameters;
      return List.of(input, p.scale, p.shift, p.mean, p.variance);
    }

    @Override
    public BatchNorm withInputs(UnaryOperator<String> names) {
      List<String> read = inputs().stream().map(names).toList();
      Parameters renamed = new Parameters(read.get(1), read.get(2), read.get(3), read.get(4));
      return new BatchNorm(name, output, read.get(0), renamed, epsilon);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * AlexNet's local response normalisation: x / (bias + α / size · Σ x²)^β, with the sum over
   * {@code size} neighbouring channels. A window over all channels with α = size, β = ½ and a bias
   * of 0 divides x by its length.
   *
   * @param size number of channels in the window, odd; fewer at both ends
   */
  record LocalResponseNorm(
      String name, String output, String input, int size, Coefficients coefficients)
      implements UnaryNode {
    /** Coefficients of the formula. */
    public record Coefficients(float alpha, float beta, float bias) {}

    @Override
    public LocalResponseNorm withInput(String other) {
      return new LocalResponseNorm(name, output, other, size, coefficients);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** An element-wise non-linearity. */
  record Activate(String name, String output, String input, Activation activation)
      implements UnaryNode {
    @Override
    public boolean changesNothing() {
      return activation.kind() == Activation.Kind.NONE;
    }

    @Override
    public Activate withInput(String other) {
      return new Activate(name, output, other, activation);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** An element-wise operation on two values with ONNX's (NumPy's) broadcasting. */
  record Binary(String name, String output, String left, String right, Operator operator)
      implements Node {
    /** Kinds of operations. */
    public enum Operator {
      ADD,
      SUB,
      MUL,
      DIV
    }

    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }

    @Override
    public Binary withInputs(UnaryOperator<String> names) {
      return new Binary(name, output, names.apply(left), names.apply(right), operator);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** A sliding maximum or mean; padding never counts in the maximum. */
  record Pool(String name, String output, String input, Kind kind, Window window)
      implements UnaryNode {
    /** Statistics of a window. */
    public enum Kind {
      MAX,
      /** The mean of the samples of the window that lie on the map. */
      AVERAGE,
      /** The mean of the whole window; padding counts as zeros. */
      AVERAGE_WITH_PADDING
    }

    @Override
    public Pool withInput(String other) {
      return new Pool(name, output, other, kind, window);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /**
   * A mean over axes. Global average pooling is the mean over axes 2 and 3 with {@code keepDims}.
   */
  record ReduceMean(String name, String output, String input, List<Integer> axes, boolean keepDims)
      implements UnaryNode {
    @Override
    public ReduceMean withInput(String other) {
      return new ReduceMean(name, output, other, axes, keepDims);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }

  /** A softmax along an axis: e^x / Σ e^x. */
  record Softmax(String name, String output, String input, int axis) implements UnaryNode {
    @Override
    public Softmax withInput(String other) {
      return new Softmax(name, output, other, axis);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }
}
