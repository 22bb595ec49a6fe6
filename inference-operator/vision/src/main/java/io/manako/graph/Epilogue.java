package io.manako.graph;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What follows the sum of a convolution: activation(sum + residual).
 *
 * @param activation applied last
 * @param residual a value of the output's shape that is added before the activation, or null
 */
public record Epilogue(Activation activation, @Nullable String residual) {
  /** The sum as it is. */
  public static final Epilogue NONE = new Epilogue(Activation.NONE, null);

  /** The same addition with another activation behind it. */
  public Epilogue withActivation(Activation other) {
    return new Epilogue(other, residual);
  }

  /** The same activation behind the addition of a value. */
  public Epilogue withResidual(String value) {
    return new Epilogue(activation, value);
  }

  /** The addition of a value of another name. */
  Epilogue renamed(UnaryOperator<String> names) {
    return residual == null ? this : withResidual(names.apply(residual));
  }
}
