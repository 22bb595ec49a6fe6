package io.manako.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator of an ONNX file.
 *
 * @param proto node as the file has it
 * @param name name, unique in the graph; the file's own may be missing
 * @param opset version of the standard operators
 */
record OnnxNode(NodeProto proto, String name, int opset) {

  String type() {
    return proto.getOpType();
  }

  String output() {
    return proto.getOutput(0);
  }

  int inputCount() {
    return proto.getInputCount();
  }

  /**
   * Returns the value that an input names; throws {@link IllegalArgumentException} if it is
   * missing.
   */
  String input(int i) {
    String value = optional(i);
    if (value == null) {
      throw new IllegalArgumentException("its input " + i + " is missing");
    }
    return value;
  }

  /** Returns the value that an input names, or null; an empty name is ONNX's "none". */
  @Nullable String optional(int i) {
    return i < proto.getInputCount() && !proto.getInput(i).isEmpty() ? proto.getInput(i) : null;
  }

  /** Returns the inputs that are present. */
  List<String> inputs() {
    return proto.getInputList().stream().filter(v -> !v.isEmpty()).toList();
  }

  int integer(String attribute, int otherwise) {
    AttributeProto a = find(attribute);
    return a == null ? otherwise : clamp(a.getI());
  }

  float real(String attribute, float otherwise) {
    AttributeProto a = find(attribute);
    return a == null ? otherwise : a.getF();
  }

  String text(String attribute, String otherwise) {
    AttributeProto a = find(attribute);
    return a == null ? otherwise : a.getS().toStringUtf8();
  }

  @Nullable List<Integer> integers(String attribute) {
    AttributeProto a = find(attribute);
    if (a == null) {
      return null;
    }
    List<Integer> values = new ArrayList<>();
    a.getIntsList().forEach(v -> values.add(clamp(v)));
    return values;
  }

  /**
   * Returns the attribute's numbers, by default {@code otherwise}; throws {@link
   * IllegalArgumentException} if the attribute has another count of numbers.
   */
  List<Integer> integers(String attribute, List<Integer> otherwise) {
    List<Integer> values = integers(attribute);
    if (values != null && values.size() != otherwise.size()) {
      throw new IllegalArgumentException(
          attribute + " " + values + " must have " + otherwise.size() + " numbers");
    }
    return values == null ? otherwise : values;
  }

  @Nullable List<Float> reals(String attribute) {
    AttributeProto a = find(attribute);
    return a == null ? null : a.getFloatsList();
  }

  @Nullable TensorProto tensor(String attribute) {
    AttributeProto a = find(attribute);
    return a == null ? null : a.getT();
  }

  /** Returns whether the importer reads an attribute of that name in any operator set. */
  boolean reads(String attribute) {
    return OnnxTable.of(this).reads(attribute);
  }

  boolean has(String attribute) {
    return find(attribute) != null;
  }

  /**
   * Finds an attribute. The operator's contract must list it as read, so that the contract cannot
   * be wrong.
   */
  private @Nullable AttributeProto find(String attribute) {
    if (!reads(attribute)) {
      throw new IllegalStateException(
          "%s reads its attribute %s, which its contract does not say"
              .formatted(type(), attribute));
    }
    for (AttributeProto a : proto.getAttributeList()) {
      if (a.getName().equals(attribute)) {
        return a;
      }
    }
    return null;
  }

  private static int clamp(long v) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v));
  }
}
