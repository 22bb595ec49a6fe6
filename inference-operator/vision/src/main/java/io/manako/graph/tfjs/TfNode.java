package io.manako.graph.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfWindow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One operation of the graph format.
 *
 * @param inputs names of tensors, without control inputs and without the suffix of output 0
 */
record TfNode(String name, String op, List<String> inputs, JsonNode attributes) {
  private static final Set<String> CONVOLUTIONS =
      Set.of(
          "Conv2D",
          "_FusedConv2D",
          "FusedConv2D",
          "DepthwiseConv2dNative",
          "FusedDepthwiseConv2dNative");

  static TfNode of(JsonNode json) {
    List<String> inputs = new ArrayList<>();
    for (JsonNode input : json.path("input")) {
      String text = input.asText();
      if (!text.startsWith("^")) {
        inputs.add(text.endsWith(":0") ? text.substring(0, text.length() - 2) : text);
      }
    }
    return new TfNode(
        json.path("name").asText(), json.path("op").asText(), inputs, json.path("attr"));
  }

  /** Returns whether the operation is a convolution, depthwise or not. */
  boolean isConvolution() {
    return CONVOLUTIONS.contains(op);
  }

  String input(int index) {
    if (index >= inputs.size()) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s %s has %d inputs; it needs more than %d",
              op,
              name,
              inputs.size(),
              index));
    }
    return inputs.get(index);
  }

  String text(String attribute, String otherwise) {
    JsonNode value = attributes.path(attribute).path("s");
    return value.isMissingNode() ? otherwise : string(value);
  }

  List<String> texts(String attribute) {
    List<String> all = new ArrayList<>();
    attributes.path(attribute).path("list").path("s").forEach(v -> all.add(string(v)));
    return all;
  }

  float real(String attribute, float otherwise) {
    return (float) attributes.path(attribute).path("f").asDouble(otherwise);
  }

  int integer(String attribute) {
    return attributes.path(attribute).path("i").asInt(0);
  }

  boolean flag(String attribute) {
    return attributes.path(attribute).path("b").asBoolean(false);
  }

  /** Returns the attribute's numbers, or {@code otherwise} where it is absent or empty. */
  List<Integer> integers(String attribute, List<Integer> otherwise) {
    List<Integer> all = new ArrayList<>();
    attributes.path(attribute).path("list").path("i").forEach(v -> all.add(v.asInt()));
    return all.isEmpty() ? otherwise : all;
  }

  /** Returns strides, dilations and padding; maps must be in TensorFlow's own order, NHWC. */
  TfWindow window() {
    String order = text("data_format", "NHWC");
    if (!order.equals("NHWC")) {
      throw new MalformedModelException(
          "%s %s works in the order %s; only NHWC is read".formatted(op, name, order));
    }
    List<Integer> ones = List.of(1, 1, 1, 1);
    List<Integer> strides = spatial("strides", ones);
    List<Integer> dilations = spatial("dilations", ones);
    List<Integer> explicit = integers("explicit_paddings", List.of());
    return new TfWindow(
        strides,
        dilations,
        text("padding", "VALID"),
        explicit.size() == 8 ? explicit.subList(2, 6) : List.of(0, 0, 0, 0));
  }

  /** Returns the rows and columns of an attribute over all four axes. */
  List<Integer> spatial(String attribute, List<Integer> otherwise) {
    List<Integer> all = integers(attribute, otherwise);
    if (all.size() != 4 || all.stream().anyMatch(v -> v < 1)) {
      throw new MalformedModelException(
          "%s %s has %s %s; four numbers from 1 are needed".formatted(op, name, attribute, all));
    }
    return all.subList(1, 3);
  }

  /**
   * Returns an attribute's text; older converters write a list of character codes, newer ones
   * base64.
   */
  private static String string(JsonNode value) {
    if (!value.isArray()) {
      return new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    value.forEach(c -> text.append((char) c.asInt()));
    return text.toString();
  }
}
