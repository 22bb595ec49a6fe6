package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.graph.operation.Slot;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and values of a file that is being read. Every computation at reading runs for a batch
 * of one and for a batch of two: a result that differs depends on the batch.
 */
final class OnnxGraph {
  private final Map<String, Shape> inputs;
  private final Map<String, OnnxWorld.Constant> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final OnnxWorld one;
  private final OnnxWorld two;
  private final Map<String, OnnxQuantisation.Code> codes = new HashMap<>();
  private final Map<String, OnnxWholes.Whole> wholes = new HashMap<>();
  private final Map<String, Integer> rows = new HashMap<>();

  /**
   * Begins with the inputs; throws {@link MalformedModelException} if an input has an open extent
   * other than its first.
   */
  OnnxGraph(Map<String, Shape> inputs) {
    this.inputs = inputs;
    try {
      one = new OnnxWorld(constants, inputs, 1);
      two = new OnnxWorld(constants, inputs, 2);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  /** Returns the graph that was read, without the constants that nothing reads. */
  Graph toGraph(String name, List<String> outputs) {
    Set<String> read = new HashSet<>(outputs);
    nodes.forEach(n -> read.addAll(n.inputs()));
    Map<String, Tensor> kept = new LinkedHashMap<>();
    constants.forEach(
        (value, constant) -> {
          if (read.contains(value)) {
            kept.put(value, constant.tensor());
          }
        });
    try {
      return new Graph(name, inputs, kept, nodes, outputs);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  /** Returns the number of names that nodes have so far. */
  int size() {
    return names.size();
  }

  /** Reserves a name that no node has and returns it. */
  String unique(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "." + i;
    }
    return free;
  }

  /**
   * Appends a node and returns the value that it writes. A general operation on constants is
   * computed at once.
   */
  String add(Node node) {
    if (node instanceof TensorNode tensor && constants.keySet().containsAll(node.inputs())) {
      return addConstant(node.output(), computed(tensor));
    }
    one.shapes().add(node);
    two.shapes().add(node);
    nodes.add(node);
    return node.output();
  }

  private Tensor computed(TensorNode node) {
    List<Shape> shapes = node.inputs().stream().map(one.shapes()::of).toList();
    Shape out = node.operation().shape(shapes);
    LiteralOperators.checkSize(out.size());
    float[] y = new float[out.size()];
    Slot[] in =
        node.inputs().stream().map(v -> new Slot(weights(v).toArray())).toArray(Slot[]::new);
    node.operation().loop(shapes).run(in, new Slot(y));
    return Tensor.of(out, y);
  }

  /**
   * Returns the name under which a node reads a value; integers that are known when the file is
   * read become a constant of the graph.
   */
  String operand(String value) {
    Literal literal = one.own(value);
    if (literal == null || isConstant(value)) {
      return value;
    }
    Literal fixed = fixed(value);
    Tensor tensor = fixed.toTensor();
    for (int i = 0; i < fixed.values().length; i++) {
      if (tensor.data().get(i) != fixed.values()[i]) {
        throw new IllegalArgumentException(
            value + " holds " + fixed.values()[i] + ", which single precision cannot hold");
      }
    }
    return addConstant(value, tensor, fixed.type());
  }

  /** Returns the whole numbers that a value holds, or null for real numbers. */
  OnnxWholes.@Nullable Whole whole(String value) {
    Literal literal = one.own(value);
    if (literal == null || !literal.integer()) {
      return wholes.get(value);
    }
    double most = Arrays.stream(literal.values()).map(Math::abs).max().orElse(0);
    return new OnnxWholes.Whole(literal.type(), most);
  }

  void setWhole(String value, OnnxWholes.Whole whole) {
    wholes.put(value, whole);
  }

  /** Returns the axis of a value whose extent depends on the picture, or null. */
  @Nullable Integer rows(String value) {
    return rows.get(value);
  }

  /** Returns whether the file has a value whose number of rows depends on the picture. */
  boolean hasRows() {
    return !rows.isEmpty();
  }

  void setRows(String value, int axis) {
    rows.put(value, axis);
  }

  /** Returns whether the first axis of a value is that of the pictures, for every batch. */
  boolean isLed(String value) {
    return isLed(value, one) && isLed(value, two);
  }

  private boolean isLed(String value, OnnxWorld world) {
    Shape shape = world.shapes().of(value);
    Shape picture = world.shapes().of(inputs.keySet().iterator().next());
    return shape.rank() > 0 && picture.rank() > 0 && shape.dim(0) == picture.dim(0);
  }

  /** Adds a constant and returns its name. */
  String addConstant(String value, Tensor tensor) {
    return addConstant(value, tensor, DataType.FLOAT);
  }

  private String addConstant(String value, Tensor tensor, DataType type) {
    constants.put(value, new OnnxWorld.Constant(tensor, type));
    one.shapes().put(value, tensor.shape());
    two.shapes().put(value, tensor.shape());
    return value;
  }

  /**
   * Adds a computed value, as a constant of the graph if it is real and the same for every batch.
   */
  void bind(String value, Literal forOne, Literal forTwo) {
    if (!forOne.integer() && forOne.sameAs(forTwo)) {
      addConstant(value, forOne.toTensor(), forOne.type());
    } else {
      one.put(value, forOne);
      two.put(value, forTwo);
    }
  }

  /** Returns the shapes and numbers that are known for one picture. */
  OnnxWorld forOne() {
    return one;
  }

  /** Returns the shapes and numbers that are known for two pictures. */
  OnnxWorld forTwo() {
    return two;
  }

  /** Returns whether a value's numbers are known when the file is read. */
  boolean isLiteral(String value) {
    return constants.containsKey(value) || one.own(value) != null;
  }

  /** Returns whether a value is one of the graph's constants of real numbers. */
  boolean isConstant(String value) {
    return constants.containsKey(value);
  }

  /** Returns whether a value is an input or has been written. */
  boolean knows(String value) {
    return isLiteral(value) || one.shapes().knows(value);
  }

  /** Returns the shape of a value for a batch of one. */
  Shape shape(String value) {
    return one.shapes().of(value);
  }

  /** Returns the number of a value's axes, whether its numbers are known or not. */
  int rank(String value) {
    return anyShape(value).rank();
  }

  /** Returns the extent of an axis of a value, whether its numbers are known or not. */
  int extent(String value, int axis) {
    return anyShape(value).dim(axis);
  }

  private Shape anyShape(String value) {
    Literal literal = one.own(value);
    return literal == null ? shape(value) : literal.shape();
  }

  /** Returns the real numbers of a constant of the graph. */
  Tensor weights(String value) {
    OnnxWorld.Constant constant = constants.get(value);
    if (constant == null) {
      throw new IllegalArgumentException(value + " must be a constant of real numbers");
    }
    return constant.tensor();
  }

  /** Returns a value that must be the same for every batch, such as an axis or a padding. */
  Literal fixed(String value) {
    Literal literal = one.literal(value);
    if (!literal.sameAs(two.literal(value))) {
      throw new IllegalArgumentException(value + " depends on the batch");
    }
    return literal;
  }

  /**
   * Returns one of a value's numbers, which must be the same for every batch; the others may
   * differ.
   */
  double fixed(String value, int at) {
    double number = one.literal(value).values()[at];
    if (two.literal(value).values()[at] != number) {
      throw new IllegalArgumentException(value + " depends on the batch");
    }
    return number;
  }

  /** Returns the number of elements of a value. */
  int count(String value) {
    return one.literal(value).values().length;
  }

  /** Returns whether a value holds a zero for a batch of one. */
  boolean holdsZero(String value) {
    return one.literal(value).toInts().contains(0);
  }

  /**
   * Returns whether the number {@code at} of {@code sizes} equals, for every batch, the extent of
   * an axis of a value.
   */
  boolean keepsExtent(String value, int axis, String sizes, int at) {
    return one.literal(sizes).values()[at] == one.shapes().of(value).dim(axis)
        && two.literal(sizes).values()[at] == two.shapes().of(value).dim(axis);
  }

  /** Returns the code of a quantised value, or null if the value is not quantised. */
  OnnxQuantisation.@Nullable Code code(String value) {
    return codes.get(value);
  }

  void setCode(String value, OnnxQuantisation.Code code) {
    codes.put(value, code);
  }

  /** Returns extents for a {@link MoveNode.Reshape} that hold for every batch. */
  List<Integer> extents(String value, OpenExtents.Reshaping reshaping) {
    return OpenExtents.of(one.shapes().of(value), two.shapes().of(value), reshaping);
  }

  /**
   * Returns extents for a {@link MoveNode.Reshape} to a computed shape that hold for every batch.
   */
  List<Integer> extents(String value, String target) {
    Literal a = one.literal(target);
    Literal b = two.literal(target);
    if (a.sameAs(b)) {
      return a.toInts();
    }
    Shape x = one.shapes().of(value);
    Shape y = two.shapes().of(value);
    return new OpenExtents(x, y).of(Axes.reshaped(x, a.toInts()), Axes.reshaped(y, b.toInts()));
  }
}
