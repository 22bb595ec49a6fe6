package io.manako.graph.tfjs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a TensorFlow.js model: {@code model.json} in the graph format or in Keras' layers format,
 * and the weight files beside it (float32, float16, or quantised to 8 or 16 bits). The resulting
 * network is planar (NCHW), its batch is open, and TensorFlow's SAME padding is explicit.
 *
 * <p>The files are not trusted: sizes are bounded and compared before they are used.
 */
public final class TfjsReader {
  /** Maximum size of {@code model.json} in bytes, more than any picture network needs. */
  private static final long MAX_JSON = 64L << 20;

  private static final int CHANNELS = 3;

  private final JsonNode topology;
  private final TfjsWeights weights;

  private TfjsReader(JsonNode topology, TfjsWeights weights) {
    this.topology = topology;
    this.weights = weights;
  }

  /**
   * Opens a model and decodes its weights.
   *
   * @throws IOException if a file cannot be read
   * @throws MalformedModelException if the files are not such a model
   */
  public static TfjsReader open(Path modelJson) throws IOException {
    long size = Files.size(modelJson);
    if (size > MAX_JSON) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes; a model's description has at most %d",
              modelJson,
              size,
              MAX_JSON));
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(Files.readAllBytes(modelJson));
    } catch (JacksonException e) {
      throw new MalformedModelException(
          "%s is not JSON: %s".formatted(modelJson, e.getOriginalMessage()), e);
    }
    if (!json.path("modelTopology").isObject() || !json.path("weightsManifest").isArray()) {
      throw new MalformedModelException(
          modelJson + " is no TensorFlow.js model: modelTopology or weightsManifest is missing");
    }
    Path folder = modelJson.toAbsolutePath().getParent();
    return new TfjsReader(
        json.get("modelTopology"), TfjsWeights.read(folder, json.get("weightsManifest")));
  }

  /**
   * Returns the network between the selected tensors.
   *
   * @throws MalformedModelException naming the operation that is unknown or does not fit
   */
  public Graph read(TfjsSelection selection) {
    TfGraphBuilder builder =
        new TfGraphBuilder(selection.name(), selection.height(), selection.width(), CHANNELS);
    try {
      return topology.has("node")
          ? new GraphFormat(topology, weights, builder).read(selection)
          : new LayersFormat(topology, weights, builder).read(selection);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(
          "the model %s is inconsistent: %s".formatted(selection.name(), e.getMessage()), e);
    }
  }

  /** Returns all of the model's weights by name, in TensorFlow's order of axes. */
  public Map<String, Tensor> constants() {
    return weights.all();
  }

  /**
   * Returns a constant of the model, such as the anchors of a detector.
   *
   * @throws MalformedModelException if there is no constant of that name
   */
  public Tensor constant(String name) {
    return weights.get(name);
  }
}
