package io.manako.graph.operation;

/** Functions of two numbers; comparisons give 1 for true and 0 for false. */
public enum PairFunction {
  ADD,
  SUB,
  MUL,
  DIV,
  /** The integer part of the quotient. */
  WHOLE_DIV,
  POW,
  MIN,
  MAX,
  /** The remainder with the sign of the divisor, as in Python. */
  MOD,
  /** The remainder with the sign of the dividend, as in C. */
  REMAINDER,
  /** The first number where it is not negative, else its product with the second. */
  PRELU,
  EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  AND,
  OR,
  XOR;

  /** Returns the function of two numbers. */
  public float of(float a, float b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case WHOLE_DIV -> (float) whole((double) a / b);
      case POW -> (float) StrictMath.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case MOD -> modulo(a, b);
      case REMAINDER -> a % b;
      case PRELU -> a < 0 ? a * b : a;
      default -> holds(a, b) ? 1 : 0;
    };
  }

  private boolean holds(float a, float b) {
    return switch (this) {
      case EQUAL -> a == b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      case AND -> a != 0 && b != 0;
      case OR -> a != 0 || b != 0;
      default -> (a != 0) != (b != 0);
    };
  }

  private static double whole(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static float modulo(float a, float b) {
    float rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }
}
