package io.manako.cli.bench;

import com.sun.management.ThreadMXBean;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.engine.JavaEngine;
import io.manako.engine.kernel.FmaPeak;
import io.manako.engine.kernel.KernelSelection;
import io.manako.engine.plan.Plan.StepTime;
import io.manako.graph.GraphStats;
import io.manako.graph.passes.Passes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures the Java engine and its rival on one network, turn by turn in one process. */
final class EngineDuel {
  private static final long WARM_UP = Duration.ofMillis(4000).toNanos();
  private static final long TURN = Duration.ofMillis(120).toNanos();
  private static final int PROFILES = 60;

  /** Most additional warm-ups while runs still allocate: a rarely used tile is compiled late. */
  private static final int MORE_WARM_UPS = 2;

  private final BenchNetwork network;
  private final int rounds;
  private final boolean rival;

  /**
   * Prepares a duel.
   *
   * @param rounds turns of each engine
   * @param rival true if ONNX Runtime runs, too
   */
  EngineDuel(BenchNetwork network, int rounds, boolean rival) {
    this.network = network;
    this.rounds = rounds;
    this.rival = rival;
  }

  /** Measures runs with a number of threads and pictures. */
  EngineFigures measure(int threads, int batch) {
    try (TimedEngine java = open(Kind.JAVA, threads, batch);
        TimedEngine other = rival ? open(Kind.ONNXRUNTIME, threads, batch) : null) {
      turns(java, other, 1, WARM_UP);
      for (int i = 0; i < MORE_WARM_UPS && allocated(java) > 0; i++) {
        java.run(WARM_UP);
      }
      java.reset();
      if (other != null) {
        other.reset();
      }
      double peak = KernelSelection.hasWideVectors() ? FmaPeak.measure() : 0;
      turns(java, other, rounds, TURN);
      return figures(java, other, threads, peak);
    }
  }

  private TimedEngine open(Kind kind, int threads, int batch) {
    return new TimedEngine(network.model(), new EngineOptions(kind, Device.CPU, threads, batch));
  }

  private static void turns(TimedEngine java, @Nullable TimedEngine other, int rounds, long nanos) {
    for (int i = 0; i < rounds; i++) {
      java.run(nanos);
      if (other != null) {
        other.run(nanos);
      }
    }
  }

  private EngineFigures figures(
      TimedEngine java, @Nullable TimedEngine other, int threads, double peak) {
    JavaEngine engine = JavaEngine.inside(java.engine());
    return new EngineFigures(
        network.model().spec().name(),
        threads,
        java.engine().maxBatch(),
        java.quartiles(),
        other == null ? null : other.quartiles(),
        2e-9 * GraphStats.of(network.graph()).multiplyAdds(),
        peak * threads,
        allocated(java),
        engine.plan().weightBytes(),
        engine.plan().arenaBytes());
  }

  private static long allocated(TimedEngine java) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int runs = 20;
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < runs; i++) {
      java.engine().run(java.input(), java.engine().maxBatch());
    }
    return (threads.getThreadAllocatedBytes(id) - before) / runs;
  }

  /**
   * Returns the time of every node of the network as the engine runs it, one thread, one picture.
   */
  List<LayerFigures> layers() {
    try (TimedEngine java = open(Kind.JAVA, 1, 1)) {
      java.run(WARM_UP);
      JavaEngine engine = JavaEngine.inside(java.engine());
      Map<String, Long> best = new LinkedHashMap<>();
      for (int i = 0; i < PROFILES; i++) {
        Map<String, Long> nanos = new LinkedHashMap<>();
        for (StepTime step : engine.plan().profile(java.input().data().array(), 1)) {
          nanos.merge(step.node(), step.nanos(), Long::sum);
        }
        nanos.forEach((node, t) -> best.merge(node, t, Math::min));
      }
      return layers(best);
    }
  }

  private List<LayerFigures> layers(Map<String, Long> nanos) {
    Map<String, GraphStats.Layer> stats = new LinkedHashMap<>();
    for (GraphStats.Layer layer : GraphStats.of(Passes.standard(network.graph())).layers()) {
      stats.put(layer.name(), layer);
    }
    List<LayerFigures> layers = new ArrayList<>();
    nanos.forEach(
        (node, t) -> {
          GraphStats.Layer layer = stats.get(node);
          long products = layer == null ? 0 : layer.multiplyAdds();
          String kind = layer == null ? "" : layer.kind() + " " + layer.output();
          layers.add(new LayerFigures(node, kind, t / 1e3, 2.0 * products / t));
        });
    return layers;
  }

  /** Cost of one node: microseconds, and GFLOP/s for its multiply-adds. */
  record LayerFigures(String node, String kind, double micros, double gigaflops) {}
}
