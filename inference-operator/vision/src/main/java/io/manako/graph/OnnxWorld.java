package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a file's values while it is read, for one batch size. */
final class OnnxWorld {
  private final Map<String, Constant> constants;
  private final ShapeInference shapes;
  private final Map<String, Literal> literals = new HashMap<>();

  /**
   * A constant of the graph, the same for every batch size.
   *
   * @param tensor its numbers as they are computed with
   * @param type its type in the file
   */
  record Constant(Tensor tensor, DataType type) {}

  /**
   * Nothing is known yet but the inputs.
   *
   * @param constants of the graph; other worlds share them and may add to them
   * @param batch pictures in a batch, at least 1
   */
  OnnxWorld(Map<String, Constant> constants, Map<String, Shape> inputs, int batch) {
    this.constants = constants;
    this.shapes = new ShapeInference(inputs, batch);
  }

  ShapeInference shapes() {
    return shapes;
  }

  /** Adds numbers that belong to no picture, such as the extents of a value. */
  void put(String value, Literal literal) {
    literals.put(value, literal);
  }

  /** The numbers of a value that are integers or differ between batch sizes, or null. */
  @Nullable Literal own(String value) {
    return literals.get(value);
  }

  /** The numbers of a value; throws {@link IllegalArgumentException} if pictures decide them. */
  Literal literal(String value) {
    Literal literal = literals.get(value);
    if (literal != null) {
      return literal;
    }
    Constant constant = constants.get(value);
    if (constant == null) {
      throw new IllegalArgumentException(
          value + " must be known when the file is read, but depends on the picture");
    }
    return Literal.of(constant.tensor(), constant.type());
  }

  /** The shape of a value as numbers: what the operator Shape computes. */
  Literal extents(OnnxNode n) {
    String value = n.input(0);
    boolean known = constants.containsKey(value) || literals.containsKey(value);
    Shape shape = known ? literal(value).shape() : shapes.of(value);
    Literal all = Literal.ofInts(shape.dims());
    return all.sliced(0, n.integer("start", 0), n.integer("end", shape.rank()), 1);
  }

  /** The numbers that an operator computes of numbers. */
  Literal computed(OnnxNode n) {
    List<@Nullable Literal> in = new ArrayList<>();
    for (int i = 0; i < n.inputCount(); i++) {
      String value = n.optional(i);
      in.add(value == null ? null : literal(value));
    }
    return LiteralOperators.apply(n, in);
  }
}
