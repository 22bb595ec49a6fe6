package io.manako.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.manako.graph.OnnxPart.Fate;
import io.manako.graph.OnnxPart.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a file can specify for an operator. The importer refuses by name whatever it does
 * not read, because a result that ignores an attribute is wrong.
 *
 * @param type name of the operator
 * @param parts inputs and outputs in their order, and attributes
 */
record OnnxContract(String type, List<OnnxPart> parts) {

  static OnnxContract of(String type, OnnxPart... parts) {
    return new OnnxContract(type, List.of(parts));
  }

  /** Returns whether the importer reads an attribute of that name in any operator set. */
  boolean reads(String attribute) {
    return parts.stream()
        .anyMatch(
            p -> p.kind().isAttribute() && p.fate() == Fate.READ && p.name().equals(attribute));
  }

  /**
   * Refuses a node that specifies something that the importer does not read; throws {@link
   * IllegalArgumentException} naming it.
   *
   * @param read values that a node or the file's outputs read
   */
  void check(OnnxNode n, Set<String> read) {
    checkInputs(n);
    checkOutputs(n, read);
    Set<String> seen = new HashSet<>();
    for (AttributeProto attribute : n.proto().getAttributeList()) {
      if (!seen.add(attribute.getName())) {
        throw new IllegalArgumentException(
            "its attribute " + attribute.getName() + " is set twice");
      }
      checkAttribute(n, attribute);
    }
  }

  private void checkInputs(OnnxNode n) {
    List<OnnxPart> known = at(n.opset(), p -> p.kind().isInput());
    boolean any = known.stream().anyMatch(p -> p.kind() == Kind.INPUTS);
    if (!any && n.inputCount() > known.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "it has %d inputs, %s of opset %d has %d",
              n.inputCount(),
              type,
              n.opset(),
              known.size()));
    }
  }

  /** Refuses an output that is not computed, unless nothing reads it. */
  private void checkOutputs(OnnxNode n, Set<String> read) {
    List<OnnxPart> known = at(n.opset(), p -> p.kind().isOutput());
    boolean any = known.stream().anyMatch(p -> p.kind() == Kind.OUTPUTS);
    for (int i = 1; !any && i < n.proto().getOutputCount(); i++) {
      String name = i < known.size() ? known.get(i).name() : String.valueOf(i);
      boolean computed = i < known.size() && known.get(i).fate() == Fate.READ;
      if (!computed && read.contains(n.proto().getOutput(i))) {
        throw new IllegalArgumentException(
            "its output %s (%s) is not computed by the Java engine"
                .formatted(name, n.proto().getOutput(i)));
      }
    }
  }

  private void checkAttribute(OnnxNode n, AttributeProto attribute) {
    String name = attribute.getName();
    List<OnnxPart> known = at(n.opset(), p -> p.kind().isAttribute() && p.name().equals(name));
    String value = text(attribute);
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "its attribute %s is %s, but %s of opset %d has no such attribute that is known",
              name,
              value,
              type,
              n.opset()));
    }
    OnnxPart part = known.get(0);
    if (!part.kind().name().equals(attribute.getType().name())
        || !attribute.getRefAttrName().isEmpty()) {
      throw new IllegalArgumentException(
          "its attribute %s is of type %s, not of %s"
              .formatted(name, attribute.getType(), part.kind()));
    }
    String reason = refusal(part, value);
    if (reason != null) {
      throw new IllegalArgumentException("its attribute " + name + " is " + value + "; " + reason);
    }
  }

  private static @Nullable String refusal(OnnxPart part, String value) {
    return switch (part.fate()) {
      case READ, HARMLESS -> null;
      case REFUSED -> part.detail();
      case ONLY_DEFAULT ->
          value.equals(part.detail())
              ? null
              : "only " + part.detail() + " is known to the Java engine";
    };
  }

  /** Returns the parts of an operator set that match. */
  List<OnnxPart> at(int opset, Predicate<OnnxPart> which) {
    return parts.stream().filter(p -> p.isIn(opset)).filter(which).toList();
  }

  /** Returns an attribute's value, short enough for a sentence. */
  static String text(AttributeProto a) {
    return switch (a.getType()) {
      case INT -> String.valueOf(a.getI());
      case FLOAT -> String.valueOf(a.getF());
      case STRING -> a.getS().toStringUtf8();
      case INTS -> String.valueOf(a.getIntsList());
      case FLOATS -> String.valueOf(a.getFloatsList());
      case STRINGS -> a.getStringsList().stream().map(s -> s.toStringUtf8()).toList().toString();
      default -> "set";
    };
  }
}
