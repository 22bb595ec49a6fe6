package io.manako.generator;

/**
 * What happens to a sum before it is stored; {@code ScalarKernels} says it in plain numbers.
 *
 * <p>Non-negative floats order like their bits, and negative ones are negative integers.
 */
enum Epilogue {
  NONE(""),
  /**
   * The second limit changes nothing; as long as RELU6, JDK 17 makes no objects in tiles of 7 × 2.
   */
  RELU(".reinterpretAsInts().lanewise(MAX, ZERO).lanewise(MIN, ANY).reinterpretAsFloats()"),
  RELU6(".reinterpretAsInts().lanewise(MAX, ZERO).lanewise(MIN, SIX).reinterpretAsFloats()"),
  HARD_SIGMOID(
      ".fma(SIXTH, HALF).reinterpretAsInts().lanewise(MAX, ZERO).lanewise(MIN, ONE)"
          + ".reinterpretAsFloats()"),
  HARD_SWISH(HARD_SIGMOID.calls + ".mul(SUM)");

  private final String calls;

  Epilogue(String calls) {
    this.calls = calls;
  }

  /** The calls behind a sum of that name. */
  String after(String sum) {
    return calls.replace("SUM", sum);
  }
}
