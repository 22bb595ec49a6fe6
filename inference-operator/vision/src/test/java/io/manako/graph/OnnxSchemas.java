package io.manako.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ONNX's own schema says of the operators that are read: one line for each version that counts
 * in the operator sets 7 to 25, {@code operator version | inputs | outputs | attributes}, or {@code
 * operator version deprecated} where it ends. An input or output ends in {@code ?} if it may be
 * left out and in {@code *} if there may be any number; an attribute is {@code name:type}, with
 * {@code =default} or {@code !} if it must be there.
 */
final class OnnxSchemas {
  /** An attribute; its default is empty if it has none. */
  record Attribute(String name, String type, String otherwise) {}

  /** An operator since a version. */
  record Schema(
      String type,
      int since,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {}

  private OnnxSchemas() {}

  static List<Schema> all() {
    try (InputStream in = OnnxSchemas.class.getResourceAsStream("/onnx/operators.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(OnnxSchemas::parsed).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The versions that hold in an operator set; an operator that is newer is missing. */
  static List<Schema> at(int opset) {
    Map<String, Schema> newest = new LinkedHashMap<>();
    all().stream().filter(s -> s.since() <= opset).forEach(s -> newest.put(s.type(), s));
    newest.values().removeIf(s -> s.outputs().isEmpty());
    return List.copyOf(newest.values());
  }

  private static Schema parsed(String line) {
    String[] cells = line.split("\\|", -1);
    String[] name = cells[0].trim().split(" ");
    if (name.length > 2) {
      return new Schema(name[0], Integer.parseInt(name[1]), List.of(), List.of(), Map.of());
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (String word : words(cells[3])) {
      String[] typed = word.replace("!", "").split(":");
      String[] parts = typed[1].split("=");
      attributes.put(typed[0], new Attribute(typed[0], parts[0], parts.length > 1 ? parts[1] : ""));
    }
    return new Schema(
        name[0], Integer.parseInt(name[1]), words(cells[1]), words(cells[2]), attributes);
  }

  private static List<String> words(String cell) {
    return Arrays.stream(cell.trim().split(" ")).filter(w -> !w.isEmpty()).toList();
  }
}
