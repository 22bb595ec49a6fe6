package io.manako.engine.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/** Prints how many pointwise tiles there are and which allocate although they are compiled. */
public final class TileAllocationProbe {
  private static final int RUNS = 400;
  private static final int SAMPLES = 40;
  private static final int RUNS_OF_A_SAMPLE = 100;

  private TileAllocationProbe() {}

  public static void main(String[] args) {
    Map<String, Runnable> tiles = TileProbe.pointwiseTiles();
    Map<String, Long> allocating = new TreeMap<>();
    tiles.forEach(
        (name, tile) -> {
          run(tile, RUNS);
          long bytes = leastBytes(tile);
          if (bytes > 0) {
            allocating.put(name, bytes / RUNS_OF_A_SAMPLE);
          }
        });
    System.out.println(tiles.size() + " tiles, allocating: " + allocating);
  }

  private static void run(Runnable tile, int runs) {
    for (int i = 0; i < runs; i++) {
      tile.run();
    }
  }

  private static long leastBytes(Runnable tile) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < SAMPLES && least > 0; i++) {
      long before = threads.getThreadAllocatedBytes(id);
      run(tile, RUNS_OF_A_SAMPLE);
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    return least;
  }
}
