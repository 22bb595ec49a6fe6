package io.manako.graph.operation;

import java.util.function.DoubleUnaryOperator;

/** Functions of one number. Single precision comes from rounding the result in double precision. */
public enum ElementFunction {
  ABS(Math::abs),
  ACOS(StrictMath::acos),
  ACOSH(x -> StrictMath.log(x + Math.sqrt(x * x - 1))),
  ASIN(StrictMath::asin),
  ASINH(x -> Math.copySign(asinh(Math.abs(x)), x)),
  ATAN(StrictMath::atan),
  ATANH(x -> 0.5 * (StrictMath.log1p(x) - StrictMath.log1p(-x))),
  CEIL(Math::ceil),
  COS(StrictMath::cos),
  COSH(StrictMath::cosh),
  ERF(ErrorFunction::of),
  EXP(StrictMath::exp),
  FLOOR(Math::floor),
  /** x · Φ(x): Hendrycks and Gimpel, "Gaussian Error Linear Units", section 2. */
  GELU(x -> 0.5 * x * (1 + ErrorFunction.of(x * Math.sqrt(0.5)))),
  /** The same paper's approximation by a hyperbolic tangent. */
  GELU_TANH(
      x -> 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
  IS_NAN(x -> Double.isNaN(x) ? 1 : 0),
  LOG(StrictMath::log),
  /** x · tanh(ln(1 + e^x)): Misra, "Mish", equation 1. */
  MISH(x -> x * StrictMath.tanh(softplus(x))),
  NEG(x -> -x),
  NOT(x -> x == 0 ? 1 : 0),
  RECIPROCAL(x -> 1 / x),
  ROUND(Math::rint),
  SIGN(Math::signum),
  SIN(StrictMath::sin),
  SINH(StrictMath::sinh),
  SOFTPLUS(ElementFunction::softplus),
  SOFTSIGN(x -> x / (1 + Math.abs(x))),
  SQRT(Math::sqrt),
  TAN(StrictMath::tan),
  TANH(StrictMath::tanh),
  /** The integer part. */
  TRUNCATE(x -> x < 0 ? Math.ceil(x) : Math.floor(x)),
  /** 1 for every number but 0. */
  TRUTH(x -> x == 0 ? 0 : 1);

  private final DoubleUnaryOperator function;

  ElementFunction(DoubleUnaryOperator function) {
    this.function = function;
  }

  /** Returns the function as an operation on every element. */
  public Elementwise operation() {
    return new Elementwise(function);
  }

  private static double softplus(double x) {
    // The larger part stays outside of the exponential, which would overflow.
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double asinh(double x) {
    return StrictMath.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
  }
}
