package io.manako.engine.kernel;

/** Point-wise operation on two values. */
public enum Arithmetic {
  ADD,
  SUB,
  MUL,
  DIV;

  /** Applies the operation to two numbers. */
  public float of(float a, float b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
    };
  }
}
