package io.manako.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a layer.
 *
 * @param weights name of what inputs are multiplied with; the layer says in which shape
 * @param bias name of the constant of shape [out] that is added to the products, or null
 */
public record Filters(String weights, @Nullable String bias) {
  /** Weights without a bias. */
  public static Filters of(String weights) {
    return new Filters(weights, null);
  }

  /** The names of the constants that are there, weights first. */
  List<String> names() {
    return bias == null ? List.of(weights) : List.of(weights, bias);
  }

  /** The constants under other names. */
  Filters renamed(UnaryOperator<String> names) {
    return new Filters(names.apply(weights), bias == null ? null : names.apply(bias));
  }
}
