package io.manako.engine.kernel;

/** A point-wise operation of two values. */
public enum Arithmetic {
  ADD,
  SUB,
  MUL,
  DIV;

  /** The operation in plain numbers. */
  public float of(float a, float b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
    };
  }
}
