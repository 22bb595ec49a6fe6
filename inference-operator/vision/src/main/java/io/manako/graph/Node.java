package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One operation of a network. Values are named; maps are NCHW and weights OIHW, as in ONNX. Every
 * node writes one value. Weights are names of the graph's constants.
 */
public sealed interface Node
    permits FusedNode, LayerNode, MoveNode, UnaryNode, Node.BatchNorm, Node.Binary {
  /** Unique in the graph; errors name it. */
  String name();

  /** The value it writes. */
  String output();

  /** The values it reads, constants included, in the operation's order. */
  List<String> inputs();

  /**
   * The same operation on values of other names.
   *
   * @param names from the name of a value, or of a constant, to the name that is read instead
   */
  Node withInputs(UnaryOperator<String> names);

  /** Calls the visitor's method for this kind of node. */
  void accept(NodeVisitor visitor);

  /**
   * Products of a sample and a weight that are added up; only layers with weights have any.
   *
   * @param shapes shape of every value by name
   */
  default long multiplyAdds(Function<String, Shape> shapes) {
    return 0;
  }

  /** (x − mean) / √(variance + ε) · scale + shift. */
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
   * x / (bias + α / size · Σ x²)^β, the sum over {@code size} neighbouring channels: AlexNet's.
   * With a window over all channels and β = ½ it is x over its length.
   *
   * @param size channels in the window, odd; fewer at both ends
   */
  record LocalResponseNorm(
      String name, String output, String input, int size, Coefficients coefficients)
      implements UnaryNode {
    /** The numbers of the formula. */
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

  /** A point-wise non-linearity. */
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

  /** A point-wise operation of two values with ONNX's (NumPy's) broadcasting. */
  record Binary(String name, String output, String left, String right, Operator operator)
      implements Node {
    /** Which operation. */
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

  /** Sliding maximum or mean; padding never counts in the maximum. */
  record Pool(String name, String output, String input, Kind kind, Window window)
      implements UnaryNode {
    /** Which statistic. */
    public enum Kind {
      MAX,
      /** The mean of what lies on the map. */
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

  /** Mean over axes. Global average pooling is axes 2 and 3 with {@code keepDims}. */
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

  /** e^x / Σ e^x along an axis. */
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
