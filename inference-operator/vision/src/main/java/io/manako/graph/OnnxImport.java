package io.manako.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the weights and nodes of an ONNX file in their order. */
final class OnnxImport {
  /** Maximum size of all computed constants together, in numbers. */
  private static final long MAX_COMPUTED = 1L << 26;

  private final GraphProto proto;
  private final int opset;
  private final OnnxGraph graph;
  private final Set<String> outputs;
  private final Set<String> read;
  private long computed;

  OnnxImport(GraphProto proto, int opset, GivenInputs given) {
    this.proto = proto;
    this.opset = opset;
    OnnxInputs inputs = new OnnxInputs(proto, given);
    this.graph = new OnnxGraph(inputs.pictures());
    this.outputs =
        proto.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
    this.read =
        Stream.concat(
                proto.getNodeList().stream().flatMap(n -> n.getInputList().stream()),
                outputs.stream())
            .collect(Collectors.toSet());
    inputs.constants().forEach((name, numbers) -> graph.bind(name, numbers, numbers));
    inputs.wholes().forEach(graph::setWhole);
  }

  /** Reads everything, in the order of the file. */
  Graph graph() {
    proto.getInitializerList().forEach(this::readWeight);
    proto.getNodeList().forEach(this::readNode);
    return graph.toGraph(
        proto.getName(), proto.getOutputList().stream().map(this::output).toList());
  }

  private String output(ValueInfoProto output) {
    String name = output.getName();
    int type = output.getType().getTensorType().getElemType();
    OnnxQuantisation.Code code = graph.code(name);
    Literal literal = graph.forOne().own(name);
    boolean whole = literal != null && literal.integer();
    boolean computed = isReal(type) || graph.whole(name) != null;
    if (code != null || whole || !computed) {
      Object found = code != null ? code.type() : whole ? "integers" : DataType.forNumber(type);
      throw new MalformedModelException(
          "output %s is of type %s; export the network with float32 outputs"
              .formatted(name, found));
    } else if (graph.isLiteral(name) && !graph.isConstant(name)) {
      throw new MalformedModelException("output " + name + " depends on the batch alone");
    }
    return name;
  }

  private static boolean isReal(int type) {
    DataType known = DataType.forNumber(type);
    // Single precision is no substitute for the coarse numbers of BFLOAT16.
    return type == 0
        || known == DataType.FLOAT
        || known == DataType.FLOAT16
        || known == DataType.DOUBLE;
  }

  private void readWeight(TensorProto tensor) {
    try {
      Literal value = OnnxTensor.read(tensor);
      graph.bind(tensor.getName(), value, value);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(e.getMessage(), e);
    }
  }

  private void readNode(NodeProto node) {
    String own = node.getName().isEmpty() ? node.getOpType() + "." + graph.size() : node.getName();
    OnnxNode n = new OnnxNode(node, graph.unique(own), opset);
    OnnxWorld one = graph.forOne();
    OnnxWorld two = graph.forTwo();
    try {
      check(n);
      if (n.type().equals("Constant")) {
        Literal value = LiteralOperators.constant(n);
        graph.bind(n.output(), value, value);
      } else if (n.type().equals("Shape")) {
        OnnxRows.checkShape(graph, n);
        graph.bind(n.output(), one.extents(n), two.extents(n));
      } else if (n.type().equals("Split") && n.inputs().stream().allMatch(graph::isLiteral)) {
        List<Literal> parts = one.parts(n);
        List<Literal> others = two.parts(n);
        for (int i = 0; i < parts.size(); i++) {
          graph.bind(n.proto().getOutput(i), parts.get(i), others.get(i));
        }
      } else if (LiteralOperators.knows(n.type())
          && n.inputs().stream().allMatch(graph::isLiteral)) {
        graph.bind(n.output(), computed(one, n), computed(two, n));
      } else {
        addNode(n);
      }
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw refused(n, e);
    }
  }

  private Literal computed(OnnxWorld world, OnnxNode n) {
    Literal result = world.computed(n);
    computed += result.values().length;
    if (computed > MAX_COMPUTED) {
      throw new IllegalArgumentException(
          "the file's computed constants hold over " + MAX_COMPUTED + " numbers");
    }
    return result;
  }

  private void addNode(OnnxNode n) {
    OnnxQuantisation.Code code = OnnxQuantisation.passedOn(graph, n);
    OnnxWholes.Whole whole = OnnxWholes.passedOn(graph, n);
    Integer rows = OnnxRows.passedOn(graph, n);
    if (rows == null) {
      OnnxOperators.add(graph, n);
    } else {
      OnnxRows.add(graph, n, outputs, rows);
    }
    if (whole != null) {
      n.proto().getOutputList().forEach(output -> graph.setWhole(output, whole));
    }
    if (n.type().equals("TopK") && n.proto().getOutputCount() > 1) {
      graph.setWhole(n.proto().getOutput(1), OnnxWholes.index(graph, n, -1));
    }
    if (rows != null) {
      n.proto().getOutputList().forEach(output -> graph.setRows(output, rows));
    }
    if (code != null) {
      n.proto().getOutputList().forEach(output -> graph.setCode(output, code));
    }
  }

  private void check(OnnxNode n) {
    if (!OnnxReader.isStandard(n.proto().getDomain())) {
      throw new IllegalArgumentException(
          "its operator is not one of ONNX's own but of " + n.proto().getDomain());
    }
    OnnxTable.of(n).check(n, read);
    if (n.proto().getOutputCount() == 0 || n.output().isEmpty()) {
      throw new IllegalArgumentException("it writes nothing");
    }
    for (String output : n.proto().getOutputList()) {
      if (graph.knows(output)) {
        throw new IllegalArgumentException("it writes " + output + " a second time");
      }
    }
    for (String value : n.inputs()) {
      if (!graph.knows(value)) {
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
}
