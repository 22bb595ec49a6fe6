package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shapes and numbers of a file's values that are known while it is read, for one batch size. */
final class OnnxWorld {
  private final Map<String, Constant> constants;
  private final ShapeInference shapes;
  private final Map<String, Literal> literals = new HashMap<>();

  /**
   * A constant of the graph, the same for every batch size.
   *
   * @param tensor numbers in single precision, for computation
   * @param type data type in the file
   */
  record Constant(Tensor tensor, DataType type) {}

  /**
   * Begins with the inputs.
   *
   * @param constants constants of the graph; other worlds share them and may add to them
   * @param batch number of pictures in a batch, at least 1
   */
  OnnxWorld(Map<String, Constant> constants, Map<String, Shape> inputs, int batch) {
    this.constants = constants;
    this.shapes = new ShapeInference(inputs, batch);
  }

  ShapeInference shapes() {
    return shapes;
  }

  /** Adds numbers that depend on no picture, such as the extents of a value. */
  void put(String value, Literal literal) {
    literals.put(value, literal);
  }

  /** Returns the numbers of a value that are integers or differ between batch sizes, or null. */
  @Nullable Literal own(String value) {
    return literals.get(value);
  }

  /**
   * Returns the numbers of a value; throws {@link IllegalArgumentException} if they depend on
   * pictures.
   */
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

  /** Returns the shape of a value as numbers, as the operator Shape computes it. */
  Literal extents(OnnxNode n) {
    String value = n.input(0);
    boolean known = constants.containsKey(value) || literals.containsKey(value);
    Shape shape = known ? literal(value).shape() : shapes.of(value);
    Literal all = Literal.ofInts(shape.dims());
    return all.sliced(0, n.integer("start", 0), n.integer("end", shape.rank()), 1);
  }

  /** Returns the numbers that an operator computes from numbers. */
  Literal computed(OnnxNode n) {
    return LiteralOperators.apply(n, literals(n));
  }

  /** Returns the parts into which Split divides numbers. */
  List<Literal> parts(OnnxNode n) {
    return LiteralMoves.parts(n, literals(n));
  }

  private List<@Nullable Literal> literals(OnnxNode n) {
    List<@Nullable Literal> in = new ArrayList<>();
    for (int i = 0; i < n.inputCount(); i++) {
      String value = n.optional(i);
      in.add(value == null ? null : literal(value));
    }
    return in;
  }
}
