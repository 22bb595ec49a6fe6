package io.manako.graph;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operations after the sum of a convolution: activation(sum + residual).
 *
 * @param activation non-linearity, applied last
 * @param residual name of a value of the output's shape that is added before the activation, or
 *     null
 */
public record Epilogue(Activation activation, @Nullable String residual) {
  /** Epilogue that leaves the sum unchanged. */
  public static final Epilogue NONE = new Epilogue(Activation.NONE, null);

  /** Returns the same addition with another activation after it. */
  public Epilogue withActivation(Activation other) {
    return new Epilogue(other, residual);
  }

  /** Returns the same activation after the addition of a value. */
  public Epilogue withResidual(String value) {
    return new Epilogue(activation, value);
  }

  /** Returns the epilogue with its residual under another name. */
  Epilogue renamed(UnaryOperator<String> names) {
    return residual == null ? this : withResidual(names.apply(residual));
  }
}
