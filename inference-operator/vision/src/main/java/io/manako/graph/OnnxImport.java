package io.manako.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph that is being read from ONNX. Everything that is computed at reading is computed for a
 * batch of one and for a batch of two: what differs depends on the batch.
 */
final class OnnxImport {
  /** Numbers that computed constants may hold in all. */
  private static final long MAX_COMPUTED = 1L << 26;

  /** What is known for one batch size. */
  private record World(ShapeInference shapes, Map<String, Literal> literals) {}

  private final GraphProto proto;
  private final int opset;
  private final Map<String, Shape> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final World one;
  private final World two;
  private final Map<String, OnnxQuantisation.Code> codes = new HashMap<>();
  // Of constants that are of another type than FLOAT in the file.
  private final Map<String, DataType> types = new HashMap<>();
  private long computed;

  OnnxImport(GraphProto proto, int opset) {
    this.proto = proto;
    this.opset = opset;
    Set<String> initialised = new HashSet<>();
    proto.getInitializerList().forEach(t -> initialised.add(t.getName()));
    for (ValueInfoProto input : proto.getInputList()) {
      if (!initialised.contains(input.getName())) {
        inputs.put(input.getName(), inputShape(input));
      }
    }
    try {
      one = new World(new ShapeInference(inputs, 1), new HashMap<>());
      two = new World(new ShapeInference(inputs, 2), new HashMap<>());
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  private static Shape inputShape(ValueInfoProto input) {
    TypeProto.Tensor type = input.getType().getTensorType();
    if (type.getElemType() != DataType.FLOAT_VALUE) {
      throw new MalformedModelException(
          "input %s is of type %s; export the network with float32 inputs"
              .formatted(input.getName(), DataType.forNumber(type.getElemType())));
    }
    List<TensorShapeProto.Dimension> dims = type.getShape().getDimList();
    int[] d = new int[dims.size()];
    for (int i = 0; i < d.length; i++) {
      long v = dims.get(i).getDimValue();
      boolean open = dims.get(i).getValueCase() != TensorShapeProto.Dimension.ValueCase.DIM_VALUE;
      if (v == 0 && !open) {
        throw new MalformedModelException("input " + input.getName() + " has an extent of 0");
      }
      d[i] = open ? Shape.DYNAMIC : (int) Math.max(-2, Math.min(v, Integer.MAX_VALUE));
    }
    try {
      return Shape.of(d);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException("input " + input.getName() + ": " + e.getMessage(), e);
    }
  }

  /** Everything, in the order of the file. */
  Graph graph() {
    for (TensorProto tensor : proto.getInitializerList()) {
      readWeight(tensor);
    }
    for (NodeProto node : proto.getNodeList()) {
      readNode(node);
    }
    List<String> outputs = proto.getOutputList().stream().map(this::output).toList();
    Set<String> read = new HashSet<>(outputs);
    nodes.forEach(n -> read.addAll(n.inputs()));
    constants.keySet().retainAll(read);
    try {
      return new Graph(proto.getName(), inputs, constants, nodes, outputs);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  private String output(ValueInfoProto output) {
    String name = output.getName();
    int type = output.getType().getTensorType().getElemType();
    OnnxQuantisation.Code code = codes.get(name);
    boolean whole = one.literals.containsKey(name) && one.literals.get(name).integer();
    if (code != null || whole || (type != 0 && type != DataType.FLOAT_VALUE)) {
      Object found = code != null ? code.type() : whole ? "integers" : DataType.forNumber(type);
      throw new MalformedModelException(
          "output %s is of type %s; export the network with float32 outputs"
              .formatted(name, found));
    } else if (isLiteral(name) && !isConstant(name)) {
      throw new MalformedModelException("output " + name + " depends on the batch alone");
    }
    return name;
  }

  private void readWeight(TensorProto tensor) {
    try {
      Literal value = OnnxTensor.read(tensor);
      bind(tensor.getName(), value, value);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  private void readNode(NodeProto node) {
    String own = node.getName().isEmpty() ? node.getOpType() + "." + names.size() : node.getName();
    OnnxNode n = new OnnxNode(node, unique(own), opset);
    try {
      check(n);
      if (n.type().equals("Constant")) {
        Literal value = LiteralOperators.constant(n);
        bind(n.output(), value, value);
      } else if (n.type().equals("Shape")) {
        bind(n.output(), extents(one, n), extents(two, n));
      } else if (LiteralOperators.knows(n.type())
          && n.inputs().stream().allMatch(this::isLiteral)) {
        bind(n.output(), computed(one, n), computed(two, n));
      } else {
        addNode(n);
      }
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw refused(n, e);
    }
  }

  private void addNode(OnnxNode n) {
    if (n.inputs().stream().allMatch(this::isLiteral)) {
      throw new IllegalArgumentException(
          "it reads constants alone, which is not computed when the file is read; fold it: export"
              + " the network with constant folding");
    }
    OnnxQuantisation.Code code = OnnxQuantisation.passedOn(this, n);
    OnnxOperators.add(this, n);
    if (code != null) {
      n.proto().getOutputList().forEach(output -> codes.put(output, code));
    }
  }

  private void check(OnnxNode n) {
    if (!OnnxReader.isStandard(n.proto().getDomain())) {
      throw new IllegalArgumentException(
          "its operator is not one of ONNX's own but of " + n.proto().getDomain());
    }
    OnnxTable.of(n).check(n);
    if (n.proto().getOutputCount() == 0 || n.output().isEmpty()) {
      throw new IllegalArgumentException("it writes nothing");
    }
    for (String output : n.proto().getOutputList()) {
      if (isLiteral(output) || one.shapes.knows(output)) {
        throw new IllegalArgumentException("it writes " + output + " a second time");
      }
    }
    for (String value : n.inputs()) {
      if (!isLiteral(value) && !one.shapes.knows(value)) {
        throw new IllegalArgumentException(
            "it reads "
                + value
                + ", which no node before it writes: nodes go round or are missing");
      }
    }
  }

  private static MalformedModelException refused(OnnxNode n, RuntimeException e) {
    String reason = String.valueOf(e.getMessage());
    String name = "node " + n.name();
    String rest = reason.startsWith(name + ": ") ? reason.substring(name.length() + 2) : reason;
    return new MalformedModelException(name + " (" + n.type() + "): " + rest, e);
  }

  private Literal extents(World world, OnnxNode n) {
    Shape shape =
        isLiteral(n.input(0)) ? literal(world, n.input(0)).shape() : world.shapes.of(n.input(0));
    Literal all = Literal.ofInts(shape.dims());
    return all.sliced(0, n.integer("start", 0), n.integer("end", shape.rank()), 1);
  }

  private Literal computed(World world, OnnxNode n) {
    List<@Nullable Literal> in = new ArrayList<>();
    for (int i = 0; i < n.inputCount(); i++) {
      String value = n.optional(i);
      in.add(value == null ? null : literal(world, value));
    }
    Literal result = LiteralOperators.apply(n, in);
    computed += result.values().length;
    if (computed > MAX_COMPUTED) {
      throw new IllegalArgumentException(
          "the file's computed constants hold over " + MAX_COMPUTED + " numbers");
    }
    return result;
  }

  /** Adds a computed value: a constant of the graph if it is real and the same for every batch. */
  private void bind(String value, Literal forOne, Literal forTwo) {
    if (!forOne.integer() && forOne.sameAs(forTwo)) {
      addConstant(value, forOne.toTensor());
      types.put(value, forOne.type());
    } else {
      one.literals.put(value, forOne);
      two.literals.put(value, forTwo);
    }
  }

  private boolean isLiteral(String value) {
    return constants.containsKey(value) || one.literals.containsKey(value);
  }

  private Literal literal(World world, String value) {
    Literal literal = world.literals.get(value);
    if (literal != null) {
      return literal;
    }
    Tensor tensor = constants.get(value);
    if (tensor == null) {
      throw new IllegalArgumentException(
          value + " must be known when the file is read, but depends on the picture");
    }
    return Literal.of(tensor, types.getOrDefault(value, DataType.FLOAT));
  }

  /** A value that is the same for every batch, such as an axis or a padding. */
  Literal fixed(String value) {
    Literal literal = literal(one, value);
    if (!literal.sameAs(literal(two, value))) {
      throw new IllegalArgumentException(value + " depends on the batch");
    }
    return literal;
  }

  /** How many numbers a value has. */
  int count(String value) {
    return literal(one, value).values().length;
  }

  /** Whether one of a value's numbers is, for every batch, the extent that an axis has. */
  boolean keepsExtent(String value, int axis, String sizes, int at) {
    return literal(one, sizes).values()[at] == one.shapes.of(value).dim(axis)
        && literal(two, sizes).values()[at] == two.shapes.of(value).dim(axis);
  }

  /** Whether a value holds a zero for a batch of one. */
  boolean holdsZero(String value) {
    return literal(one, value).toInts().contains(0);
  }

  /** One of a value's numbers, the same for every batch; the others may differ. */
  double fixed(String value, int at) {
    double number = literal(one, value).values()[at];
    if (literal(two, value).values()[at] != number) {
      throw new IllegalArgumentException(value + " depends on the batch");
    }
    return number;
  }

  /** The real numbers of a constant of the graph. */
  Tensor weights(String value) {
    Tensor tensor = constants.get(value);
    if (tensor == null) {
      throw new IllegalArgumentException(value + " must be a constant of real numbers");
    }
    return tensor;
  }

  /** What the numbers of a quantised value stand for, null if it is none. */
  OnnxQuantisation.@Nullable Code code(String value) {
    return codes.get(value);
  }

  void setCode(String value, OnnxQuantisation.Code code) {
    codes.put(value, code);
  }

  boolean isConstant(String value) {
    return constants.containsKey(value);
  }

  /** Adds a constant and answers its name. */
  String addConstant(String value, Tensor tensor) {
    constants.put(value, tensor);
    one.shapes.put(value, tensor.shape());
    two.shapes.put(value, tensor.shape());
    return value;
  }

  /** Appends a node and answers the value it writes. */
  String add(Node node) {
    one.shapes.visit(node);
    two.shapes.visit(node);
    nodes.add(node);
    return node.output();
  }

  /** A name that no node has. */
  String unique(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "." + i;
    }
    return free;
  }

  /** The shape of a value for a batch of one. */
  Shape shape(String value) {
    return one.shapes.of(value);
  }

  /** How shapes are computed from a value's shape. */
  interface Reshaping {
    Shape apply(Shape shape);
  }

  /** Extents for a {@link Node.Reshape} that hold for every batch. */
  List<Integer> extents(String value, Reshaping reshaping) {
    Shape x = one.shapes.of(value);
    return extents(
        x, two.shapes.of(value), reshaping.apply(x), reshaping.apply(two.shapes.of(value)));
  }

  /** Extents for a {@link Node.Reshape} to computed ones that hold for every batch. */
  List<Integer> extents(String value, String target) {
    Literal a = literal(one, target);
    Literal b = literal(two, target);
    if (a.sameAs(b)) {
      return a.toInts();
    }
    Shape x = one.shapes.of(value);
    Shape y = two.shapes.of(value);
    return extents(
        x, y, ShapeInference.reshaped(x, a.toInts()), ShapeInference.reshaped(y, b.toInts()));
  }

  private static List<Integer> extents(Shape inOne, Shape inTwo, Shape outOne, Shape outTwo) {
    if (outOne.rank() != outTwo.rank()) {
      throw new IllegalArgumentException("its axes depend on the batch");
    }
    List<Integer> extents = new ArrayList<>();
    boolean open = false;
    for (int i = 0; i < outOne.rank(); i++) {
      boolean copied =
          i < inOne.rank() && inOne.dim(i) == outOne.dim(i) && inTwo.dim(i) == outTwo.dim(i);
      if (outOne.dim(i) == outTwo.dim(i)) {
        extents.add(outOne.dim(i));
      } else if (copied) {
        extents.add(0);
      } else if (!open) {
        extents.add(-1);
        open = true;
      } else {
        throw new IllegalArgumentException("two extents depend on the batch");
      }
    }
    return extents;
  }
}
