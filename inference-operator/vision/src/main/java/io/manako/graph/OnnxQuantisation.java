package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns quantised activations into real numbers that saturate at the limits of the quantised type;
 * their rounding is left out. A quantised value is kept as the real number that it represents, so
 * only operators that move or compare elements may read it before it is dequantised.
 */
final class OnnxQuantisation {
  private static final Set<String> MOVES =
      Set.of(
          "DequantizeLinear",
          "Identity",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Concat",
          "Split",
          "Slice",
          "MaxPool");

  private OnnxQuantisation() {}

  /**
   * Code of a quantised value, whose numbers represent (number − zero) · scale.
   *
   * @param type data type of the numbers
   */
  record Code(double scale, double zero, DataType type) {}

  /**
   * Returns the code of a node's outputs, or null if they are real numbers.
   *
   * @throws IllegalArgumentException if the node would compute with codes
   */
  static @Nullable Code passedOn(OnnxGraph graph, OnnxNode n) {
    List<String> coded = n.inputs().stream().filter(v -> graph.code(v) != null).toList();
    if (coded.isEmpty()) {
      return null;
    }
    Code code = graph.code(coded.get(0));
    boolean joined = n.type().equals("Concat") && coded.size() < n.inputCount();
    if (!MOVES.contains(n.type())
        || joined
        || !coded.stream().allMatch(v -> code.equals(graph.code(v)))) {
      throw new IllegalArgumentException(
          "it computes with %s, which is quantised: put a DequantizeLinear between"
              .formatted(coded.get(0)));
    }
    return n.type().equals("DequantizeLinear") ? null : code;
  }

  static void quantise(OnnxGraph graph, OnnxNode n) {
    Code code = code(graph, n, type(graph, n));
    float low = (float) ((OnnxNumbers.lowest(code.type()) - code.zero()) * code.scale());
    float high = (float) ((OnnxNumbers.highest(code.type()) - code.zero()) * code.scale());
    OnnxOperators.activate(graph, n, n.input(0), Activation.clip(low, high));
    graph.setCode(n.output(), code);
  }

  static void dequantise(OnnxGraph graph, OnnxNode n) {
    Code given = graph.code(n.input(0));
    if (given == null) {
      throw new IllegalArgumentException("it reads " + n.input(0) + ", which is not quantised");
    }
    dequantisedType(n, graph.fixed(n.input(1)));
    Code own = code(graph, n, given.type());
    if (!own.equals(given)) {
      throw new IllegalArgumentException(
          "it reads numbers of scale %s and zero point %s with scale %s and zero point %s"
              .formatted(given.scale(), given.zero(), own.scale(), own.zero()));
    }
    graph.add(new MoveNode.Identity(n.name(), n.output(), n.input(0)));
  }

  /**
   * Returns the type of a dequantised value, which is its scale's; throws {@link
   * IllegalArgumentException} if the node specifies another.
   */
  static DataType dequantisedType(OnnxNode n, Literal scale) {
    int given = n.integer("output_dtype", 0);
    if (given != 0 && given != scale.type().getNumber()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "its attribute output_dtype is %d, its scale is of type %s: both must be the same",
              given,
              scale.type()));
    }
    return scale.type();
  }

  private static DataType type(OnnxGraph graph, OnnxNode n) {
    String zero = n.optional(2);
    int given = n.integer("output_dtype", 0);
    DataType said = given == 0 ? DataType.UINT8 : DataType.forNumber(given);
    DataType type = zero == null ? said : graph.fixed(zero).type();
    if (type == null || (given != 0 && type != said)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "its attribute output_dtype is %d, which does not fit its zero point",
              given));
    }
    return type;
  }

  private static Code code(OnnxGraph graph, OnnxNode n, DataType type) {
    Literal scale = graph.fixed(n.input(1));
    String zero = n.optional(2);
    if (scale.type() != DataType.FLOAT || scale.values().length != 1 || !(scale.scalar() > 0)) {
      throw new IllegalArgumentException(
          "its scale %s of shape %s and type %s is not one positive FLOAT"
              .formatted(n.input(1), scale.shape(), scale.type()));
    }
    return new Code(scale.scalar(), zero == null ? 0 : graph.fixed(zero).scalar(), type);
  }
}
