package io.manako.graph.tf;

import io.manako.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The weights and the bias of a layer.
 *
 * @param weights numbers in TensorFlow's order of axes
 * @param bias one number for each output channel, or null
 */
public record TfFilters(Tensor weights, @Nullable Tensor bias) {}
