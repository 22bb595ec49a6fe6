package io.manako.engine.kernel;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.DIV;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.MUL;
import static jdk.incubator.vector.VectorOperators.NEG;
import static jdk.incubator.vector.VectorOperators.SUB;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators.Binary;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector species of this JVM, one per element type. A second species anywhere pollutes JDK 17's
 * type profiles and makes every kernel four times slower, so all vector code takes its species from
 * here.
 */
final class Lanes {
  private Lanes() {}

  private static final VectorShape SHAPE = VectorShape.forBitSize(KernelSelection.vectorBits());
  static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

  /** Floats in a vector, which are the channels of a block. */
  static final int B = FLOATS.length();

  /**
   * Input channels in the inner loop of a pointwise tile, which form a group. {@link #GROUP_SHIFT}
   * and {@link #GROUP_MASK} split the index of a group into its block and its place in the block.
   */
  static final int GROUP = PointwiseLayer.group(B);

  static final int GROUP_SHIFT = Integer.numberOfTrailingZeros(B / GROUP);
  static final int GROUP_MASK = B / GROUP - 1;

  /** Vector registers of this machine. */
  static final int REGISTERS = B == 16 || isArm() ? 32 : 16;

  /**
   * Whether pointwise tiles unroll a group's input channels with a return between them. With 16
   * registers this is 5 % faster on JDK 17; later compilers merge these branches, move the
   * arithmetic behind them and spill the sums.
   */
  static final boolean RETURNING = REGISTERS == 16 && Runtime.version().feature() < 21;

  /**
   * Whether pointwise tiles unroll a group's input channels with a break after every fourth sum.
   * The break takes the sums out of the loop, so the compiler must compute them before it. This is
   * 20 % faster on JDK 25; JDK 17 would allocate objects for the sums.
   */
  static final boolean LEAVING = REGISTERS == 16 && Runtime.version().feature() >= 21;

  static final IntVector ZERO = IntVector.zero(INTS);
  static final IntVector ONE = IntVector.broadcast(INTS, Float.floatToRawIntBits(1f));
  static final IntVector ANY = IntVector.broadcast(INTS, Integer.MAX_VALUE);
  static final IntVector SIX = IntVector.broadcast(INTS, Float.floatToRawIntBits(6f));
  static final FloatVector SIXTH = FloatVector.broadcast(FLOATS, 1f / 6);
  static final FloatVector HALF = FloatVector.broadcast(FLOATS, 0.5f);

  static {
    useEveryOperator();
  }

  /**
   * Uses every operator once, before any kernel runs. The Vector API creates the implementation of
   * an operator at its first use. If the lookup is compiled before that, the first use meets a
   * class that the compiled code does not expect, and JDK 17 records this. Tiles that are compiled
   * after such a record keep calls instead of stores and allocate objects for vectors for good;
   * which processes are affected is chance.
   */
  private static void useEveryOperator() {
    FloatVector x = FloatVector.zero(FLOATS);
    for (Binary op : List.of(ADD, SUB, MUL, DIV, MAX, MIN)) {
      x = x.lanewise(op, x);
    }
    x = x.lanewise(NEG);
    x = x.fma(x, x);
    IntVector i = x.reinterpretAsInts();
    for (Binary op : List.of(ADD, SUB, MAX, MIN, AND)) {
      i = i.lanewise(op, i);
    }
    i.lanewise(LSHL, 1);
  }

  private static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }
}
