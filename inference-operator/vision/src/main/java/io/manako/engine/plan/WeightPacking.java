package io.manako.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hands out places in the one array of packed weights, and fills it when all are known. */
final class WeightPacking {
  private static final int LINE = 16;

  private final List<Consumer<float[]>> fillers = new ArrayList<>();
  private int end = AlignedArray.FIRST;

  /** A place for that many floats, on a cache line. */
  int reserve(int floats) {
    int at = end;
    end = Math.addExact(end, (floats + LINE - 1) / LINE * LINE);
    return at;
  }

  /** What writes a layer's weights into its place. */
  void fill(Consumer<float[]> filler) {
    fillers.add(filler);
  }

  /** Floats of the array. */
  int size() {
    return end;
  }

  /** The array with everything in it. */
  float[] pack() {
    float[] weights = AlignedArray.allocate(end);
    fillers.forEach(filler -> filler.accept(weights));
    return weights;
  }
}
