package io.manako.graph.tfjs;

import io.manako.graph.tf.TfGraphBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a model is read.
 *
 * @param name of the network that comes out
 * @param input the TensorFlow tensor that takes the pictures, such as the one behind a
 *     preprocessor; null for the model's own input
 * @param height rows of the pictures
 * @param width columns of the pictures
 * @param outputs TensorFlow tensor by the name of the network's output; empty for the model's own
 *     outputs
 */
public record TfjsSelection(
    String name, @Nullable String input, int height, int width, Map<String, String> outputs) {
  /** Name of the input of the network that comes out. */
  public static final String INPUT = TfGraphBuilder.INPUT;
}
