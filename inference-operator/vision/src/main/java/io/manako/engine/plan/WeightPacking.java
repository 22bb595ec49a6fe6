package io.manako.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reserves places in the one array of packed weights, and fills the array when all are known. */
final class WeightPacking {
  private static final int LINE = 16;

  private final List<Consumer<float[]>> fillers = new ArrayList<>();
  private int end = AlignedArray.FIRST;

  /** Reserves {@code floats} floats on a cache line and returns the index of the first. */
  int reserve(int floats) {
    int at = end;
    end = Math.addExact(end, (floats + LINE - 1) / LINE * LINE);
    return at;
  }

  /** Registers the function that writes a layer's weights into their place. */
  void fill(Consumer<float[]> filler) {
    fillers.add(filler);
  }

  /** Floats of the array up to the end of the last place. */
  int size() {
    return end;
  }

  /** Returns a new array with all weights. */
  float[] pack() {
    float[] weights = AlignedArray.allocate(end);
    fillers.forEach(filler -> filler.accept(weights));
    return weights;
  }
}
