package io.manako.engine;

import io.manako.graph.Graph;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Prints, by network, the bytes that a warm run allocates. */
final class AllocationProbe {
  private static final int MOST_RUNS = 4000;

  private AllocationProbe() {}

  public static void main(String[] args) {
    StringBuilder line = new StringBuilder();
    for (Graph graph :
        List.of(TestNetworks.v1(), TestNetworks.v2(), TestNetworks.v3(), TestNetworks.ssd())) {
      line.append(leastBytes(graph)).append(' ');
    }
    System.out.println(line.toString().trim());
  }

  /** Compilation goes on beside the runs, so the least of many is what a warm run allocates. */
  private static long leastBytes(Graph graph) {
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (JavaEngine engine = JavaEngine.of(graph, TestNetworks.options(1, 2), graph)) {
      EngineInput input = TestNetworks.pictures(engine);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < MOST_RUNS && least > 0; i++) {
        long before = bean.getThreadAllocatedBytes(thread);
        engine.run(input, 2);
        least = Math.min(least, bean.getThreadAllocatedBytes(thread) - before);
      }
      return least;
    }
  }
}
