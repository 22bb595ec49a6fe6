package io.manako.graph.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One layer of the layers format.
 *
 * @param inputs names of the layers that this one reads
 */
record KerasLayer(String name, String type, List<String> inputs, JsonNode config) {

  /**
   * Reads a layer of a sequential or functional model.
   *
   * @param previous preceding layer, which a sequential model reads implicitly
   */
  static KerasLayer of(JsonNode json, List<String> previous) {
    JsonNode config = json.path("config");
    String name = config.path("name").asText(json.path("name").asText());
    JsonNode calls = json.path("inbound_nodes");
    if (calls.size() > 1) {
      throw new MalformedModelException(
          "layer " + name + " is called " + calls.size() + " times; shared layers are not read");
    }
    List<String> inputs = new ArrayList<>();
    calls.path(0).forEach(call -> inputs.add(call.path(0).asText()));
    return new KerasLayer(
        name,
        json.path("class_name").asText(),
        json.has("inbound_nodes") ? inputs : previous,
        config);
  }

  /** Returns the two numbers of a setting; a single number stands for both. */
  List<Integer> pair(String key) {
    JsonNode value = config.path(key);
    int first = value.isArray() ? value.path(0).asInt(1) : value.asInt(1);
    int second = value.isArray() ? value.path(1).asInt(1) : value.asInt(1);
    return List.of(first, second);
  }

  boolean flag(String key, boolean otherwise) {
    return config.path(key).asBoolean(otherwise);
  }

  TfWindow window() {
    checkOrder();
    return new TfWindow(
        pair("strides"),
        pair("dilation_rate"),
        config.path("padding").asText("valid").toUpperCase(Locale.ROOT),
        List.of());
  }

  /** Returns the window of a pooling, whose strides are its size by default. */
  TfWindow poolWindow() {
    checkOrder();
    return new TfWindow(
        config.path("strides").isNull() ? pair("pool_size") : pair("strides"),
        List.of(1, 1),
        config.path("padding").asText("valid").toUpperCase(Locale.ROOT),
        List.of());
  }

  private void checkOrder() {
    String order = config.path("data_format").asText("channels_last");
    if (!order.equals("channels_last")) {
      throw new MalformedModelException(
          "layer %s works in the order %s; only channels_last is read".formatted(name, order));
    }
  }
}
