package io.manako.engine;

import com.sun.management.ThreadMXBean;
import io.manako.graph.Graph;
import io.manako.zoo.MobileNetV1;
import io.manako.zoo.MobileNetV2;
import io.manako.zoo.MobileNetV3;
import io.manako.zoo.SsdLite;
import io.manako.zoo.Variant;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Prints, by network, the bytes that a warm run allocates. The networks have their real sizes,
 * since boxed vectors come from single tile shapes.
 */
final class AllocationProbe {
  private static final int MOST_RUNS = 1000;
  private static final int BATCH = 2;

  private AllocationProbe() {}

  public static void main(String[] args) {
    Variant small = Variant.imageNet(1, 224);
    StringBuilder line = new StringBuilder();
    List<Graph> graphs =
        List.of(
            MobileNetV1.build(small),
            MobileNetV2.build(small),
            MobileNetV3.large(small),
            SsdLite.mobileNetV2(new Variant(1, 91, 300, Variant.Padding.SAME, 1)));
    for (Graph graph : graphs) {
      line.append(leastBytes(graph, 1)).append(' ').append(leastBytes(graph, BATCH)).append(' ');
    }
    System.out.println(line.toString().trim());
  }

  /**
   * The least of many runs: code that the JVM has not compiled yet allocates for every vector, and
   * a rarely used tile is compiled late.
   */
  private static long leastBytes(Graph graph, int count) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    try (JavaEngine engine = JavaEngine.of(graph, TestNetworks.options(1, count), graph)) {
      EngineInput input = TestNetworks.pictures(engine);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < MOST_RUNS && least > 0; i++) {
        long before = threads.getThreadAllocatedBytes(id);
        engine.run(input, count);
        least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
      }
      return least;
    }
  }
}
