package io.manako.generator;

import java.util.List;
import java.util.stream.Stream;

/**
 * Branches between a tile's steps that are never taken, since no map begins at a negative index:
 * they keep the compiler from loading early what there are no registers for. What they compare is
 * no sum of invariants, of which the compiler would make a variable for each.
 */
enum Exit {
  /** Before each channel, whose weights it holds back. */
  RETURN("RETURNING", "return touched", "", 8, 16),
  /**
   * After every fourth sum: the way out takes the sums along, so they have to be there. If the step
   * of the weights were a constant, JDK 25 would check the bounds of each load of a group before
   * the loop, which takes as long as four input channels. No stride is negative.
   */
  BREAK("LEAVING", "break", " + (outStride >>> 31)", 6, 4);

  /** Most pixels of a tile by its channel blocks, on machines with 16 registers. */
  private static final int[] MOST_WITH_16_REGISTERS = {0, 7, 6, 3, 2};

  private final String condition;
  private final String leave;

  /** Added to the weights of a group, which it does not change. */
  private final String stay;

  private final int leastSums;
  private final int between;

  Exit(String condition, String leave, String stay, int leastSums, int between) {
    this.condition = condition;
    this.leave = leave;
    this.stay = stay;
    this.leastSums = leastSums;
    this.between = between;
  }

  /** The exits of a tile: when they are there, how they leave, and how many pixels lie between. */
  static List<List<Object>> of(int pixels, int blocks) {
    return Stream.of(values())
        .filter(exit -> exit.isIn(pixels, blocks))
        .map(e -> List.<Object>of(e.condition, e.leave, e.stay, Math.max(1, e.between / blocks)))
        .toList();
  }

  /** Whether a tile is worth it: small ones run seldom, and are compiled sooner in a loop. */
  private boolean isIn(int pixels, int blocks) {
    boolean fits = pixels <= MOST_WITH_16_REGISTERS[blocks];
    return fits && (blocks == 2 || blocks == 3) && pixels * blocks >= leastSums;
  }
}
