package io.manako.graph.tfjs;

import io.manako.graph.tf.TfGraphBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Part of a model that is read.
 *
 * @param name name of the resulting network
 * @param input TensorFlow tensor that takes the pictures, such as the one after a preprocessor;
 *     null for the model's own input
 * @param height number of rows of the pictures
 * @param width number of columns of the pictures
 * @param outputs TensorFlow tensors by the names of the network's outputs; empty for the model's
 *     own outputs
 */
public record TfjsSelection(
    String name, @Nullable String input, int height, int width, Map<String, String> outputs) {
  /** Name of the resulting network's input. */
  public static final String INPUT = TfGraphBuilder.INPUT;
}
