package io.manako.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a layer.
 *
 * @param weights name of the weights; the layer defines their shape
 * @param bias name of the constant of shape [out] that is added to the products, or null
 */
public record Filters(String weights, @Nullable String bias) {
  /** Returns weights without a bias. */
  public static Filters of(String weights) {
    return new Filters(weights, null);
  }

  /** Returns the names of the constants, weights first. */
  List<String> names() {
    return bias == null ? List.of(weights) : List.of(weights, bias);
  }

  /** Returns the constants under other names. */
  Filters renamed(UnaryOperator<String> names) {
    return new Filters(names.apply(weights), bias == null ? null : names.apply(bias));
  }
}
