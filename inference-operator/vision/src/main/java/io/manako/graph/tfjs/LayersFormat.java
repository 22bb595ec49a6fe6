package io.manako.graph.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.graph.Activation;
import io.manako.graph.Border;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Node.Binary.Operator;
import io.manako.graph.Node.Pool;
import io.manako.graph.tf.TfFilters;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Keras' layers as TensorFlow.js saves them: sequential and functional models. */
final class LayersFormat {
  private final JsonNode model;
  private final TfjsWeights weights;
  private final TfGraphBuilder builder;
  private final Map<String, TfValue> values = new HashMap<>();

  LayersFormat(JsonNode topology, TfjsWeights weights, TfGraphBuilder builder) {
    this.model = topology.path("model_config");
    this.weights = weights;
    this.builder = builder;
  }

  Graph read(TfjsSelection selection) {
    JsonNode config = model.path("config");
    List<String> previous = List.of();
    for (JsonNode json : config.isArray() ? config : config.path("layers")) {
      KerasLayer layer = KerasLayer.of(json, previous);
      boolean start = layer.inputs().isEmpty() || layer.name().equals(selection.input());
      values.put(layer.name(), start ? start(layer) : convert(layer));
      previous = List.of(layer.name());
    }
    Map<String, TfValue> outputs = new LinkedHashMap<>();
    names(selection, config, previous).forEach((name, layer) -> outputs.put(name, value(layer)));
    return builder.graph(outputs);
  }

  /** Begins the network at a layer; a sequential model may begin with one that computes. */
  private TfValue start(KerasLayer layer) {
    if (layer.type().equals("InputLayer")) {
      return builder.input();
    }
    String input = layer.name() + "/input";
    values.put(input, builder.input());
    return convert(new KerasLayer(layer.name(), layer.type(), List.of(input), layer.config()));
  }

  private static Map<String, String> names(
      TfjsSelection selection, JsonNode config, List<String> last) {
    if (!selection.outputs().isEmpty()) {
      return selection.outputs();
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    config
        .path("output_layers")
        .forEach(o -> outputs.put("output" + outputs.size(), o.path(0).asText()));
    return outputs.isEmpty() && !last.isEmpty() ? Map.of("output0", last.get(0)) : outputs;
  }

  private TfValue convert(KerasLayer layer) {
    return switch (layer.type()) {
      case "Conv2D" -> activated(layer, conv(layer));
      case "DepthwiseConv2D" -> activated(layer, depthwise(layer));
      case "Dense" -> activated(layer, dense(layer));
      case "BatchNormalization" -> batchNorm(layer);
      case "Activation" -> activate(layer.name(), in(layer), layer.config());
      case "ReLU" -> relu(layer);
      case "Softmax" -> builder.softmax(layer.name(), in(layer));
      case "ZeroPadding2D" -> builder.pad(layer.name(), in(layer), zeros(layer), 0);
      case "MaxPooling2D" -> pool(layer, Pool.Kind.MAX);
      case "AveragePooling2D" -> pool(layer, Pool.Kind.AVERAGE);
      case "GlobalAveragePooling2D" ->
          builder.globalMean(layer.name(), in(layer), layer.flag("keepdims", false));
      case "Reshape" -> reshape(layer);
      case "Flatten" -> builder.reshape(layer.name(), in(layer), in(layer).pictureSize());
      case "Add" -> combine(layer, Operator.ADD);
      case "Multiply" -> combine(layer, Operator.MUL);
      case "Concatenate" -> concat(layer);
      case "Dropout" -> in(layer);
      default ->
          throw new MalformedModelException(
              "layer %s is of the type %s, which is not read"
                  .formatted(layer.name(), layer.type()));
    };
  }

  private TfValue conv(KerasLayer layer) {
    Tensor kernel = weight(layer, "kernel");
    return builder.conv(linear(layer), in(layer), filters(layer, kernel), layer.window());
  }

  private TfValue depthwise(KerasLayer layer) {
    Tensor kernel = weight(layer, "depthwise_kernel");
    return builder.depthwise(linear(layer), in(layer), filters(layer, kernel), layer.window());
  }

  private TfValue dense(KerasLayer layer) {
    return builder.dense(linear(layer), in(layer), filters(layer, weight(layer, "kernel")));
  }

  private static boolean isLinear(KerasLayer layer) {
    return layer.config().path("activation").asText("linear").equals("linear");
  }

  private static String linear(KerasLayer layer) {
    return isLinear(layer) ? layer.name() : layer.name() + "/linear";
  }

  private TfValue activated(KerasLayer layer, TfValue x) {
    return isLinear(layer) ? x : activate(layer.name(), x, layer.config());
  }

  private TfValue activate(String name, TfValue x, JsonNode config) {
    String function = config.path("activation").asText();
    return switch (function) {
      case "linear" -> x;
      case "relu" -> builder.activate(name, x, Activation.RELU);
      case "relu6" -> builder.activate(name, x, Activation.RELU6);
      case "sigmoid" -> builder.activate(name, x, Activation.SIGMOID);
      case "swish" -> builder.activate(name, x, Activation.SWISH);
      case "softmax" -> builder.softmax(name, x);
      default ->
          throw new MalformedModelException(
              ("layer %s has the activation %s; linear, relu, relu6, sigmoid, swish and softmax are"
                      + " read")
                  .formatted(name, function));
    };
  }

  private TfValue relu(KerasLayer layer) {
    JsonNode config = layer.config();
    double slope = config.path("negative_slope").asDouble(0);
    if (slope != 0 || config.path("threshold").asDouble(0) != 0) {
      throw new MalformedModelException(
          "layer " + layer.name() + " is a ReLU with a slope or a threshold, which is not read");
    }
    JsonNode top = config.path("max_value");
    return builder.activate(
        layer.name(),
        in(layer),
        top.isNumber() ? Activation.clip(0, (float) top.asDouble()) : Activation.RELU);
  }

  private TfValue batchNorm(KerasLayer layer) {
    Tensor mean = weight(layer, "moving_mean");
    Tensor scale = layer.flag("scale", true) ? weight(layer, "gamma") : filled(mean.shape(), 1);
    Tensor shift = layer.flag("center", true) ? weight(layer, "beta") : filled(mean.shape(), 0);
    float epsilon = (float) layer.config().path("epsilon").asDouble(1e-3);
    List<Tensor> constants = List.of(scale, shift, mean, weight(layer, "moving_variance"));
    return builder.batchNorm(layer.name(), in(layer), constants, epsilon);
  }

  private static Tensor filled(Shape shape, float value) {
    float[] data = new float[shape.size()];
    Arrays.fill(data, value);
    return Tensor.of(shape, data);
  }

  private TfValue pool(KerasLayer layer, Pool.Kind kind) {
    return builder.pool(layer.name(), in(layer), kind, layer.pair("pool_size"), layer.poolWindow());
  }

  private static Border zeros(KerasLayer layer) {
    List<Integer> zeros = new ArrayList<>();
    for (JsonNode axis : layer.config().path("padding")) {
      zeros.add(axis.isArray() ? axis.path(0).asInt() : axis.asInt());
      zeros.add(axis.isArray() ? axis.path(1).asInt() : axis.asInt());
    }
    if (zeros.isEmpty()) {
      zeros.addAll(java.util.Collections.nCopies(4, layer.config().path("padding").asInt()));
    }
    if (zeros.size() != 4 || zeros.stream().anyMatch(z -> z < 0)) {
      throw new MalformedModelException(
          "layer %s pads by %s".formatted(layer.name(), layer.config().path("padding")));
    }
    return new Border(zeros.get(0), zeros.get(2), zeros.get(1), zeros.get(3));
  }

  private TfValue reshape(KerasLayer layer) {
    JsonNode target = layer.config().path("target_shape");
    int[] shape = IntStream.range(0, target.size()).map(i -> target.get(i).asInt()).toArray();
    return builder.reshape(layer.name(), in(layer), shape);
  }

  private TfValue combine(KerasLayer layer, Operator operator) {
    TfValue total = in(layer);
    for (int i = 1; i < layer.inputs().size(); i++) {
      boolean last = i == layer.inputs().size() - 1;
      String name = last ? layer.name() : layer.name() + "/" + i;
      total = builder.binary(name, operator, total, value(layer.inputs().get(i)));
    }
    return total;
  }

  private TfValue concat(KerasLayer layer) {
    List<TfValue> parts = layer.inputs().stream().map(this::value).toList();
    return builder.concat(layer.name(), parts, layer.config().path("axis").asInt(-1));
  }

  private Tensor weight(KerasLayer layer, String name) {
    return weights.get(layer.name() + "/" + name);
  }

  private TfFilters filters(KerasLayer layer, Tensor weights) {
    return new TfFilters(weights, layer.flag("use_bias", true) ? weight(layer, "bias") : null);
  }

  private TfValue in(KerasLayer layer) {
    return value(layer.inputs().get(0));
  }

  private TfValue value(String layer) {
    TfValue value = values.get(layer);
    if (value == null) {
      throw new MalformedModelException("the model has no layer " + layer + " before its use");
    }
    return value;
  }
}
