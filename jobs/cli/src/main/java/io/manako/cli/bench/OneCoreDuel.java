package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures the loss of a run with several threads on one core: beside runs of one thread, turn by
 * turn.
 */
final class OneCoreDuel {
  private static final long WARM_UP = Duration.ofMillis(4000).toNanos();
  private static final long TURN = Duration.ofMillis(120).toNanos();

  private final BenchNetwork network;
  private final int rounds;

  /**
   * Prepares a duel.
   *
   * @param rounds turns of each engine
   */
  OneCoreDuel(BenchNetwork network, int rounds) {
    this.network = network;
    this.rounds = rounds;
  }

  /**
   * Result of a duel.
   *
   * @param model name of the network
   * @param threads threads of the runs with several
   * @param batch pictures per run
   * @param alone milliseconds per picture on one thread
   * @param shared milliseconds per picture on several threads
   */
  record Figures(String model, int threads, int batch, Quartiles alone, Quartiles shared) {
    double ratio() {
      return shared.median() / alone.median();
    }

    /** The same of the least times, which what else runs on the core disturbs least. */
    double leastRatio() {
      return shared.least() / alone.least();
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "%-26s one core, batch %d: 1 thread %.2f ms, %d threads %.2f ms, ×%.2f (least ×%.2f)",
          model,
          batch,
          alone.median(),
          threads,
          shared.median(),
          ratio(),
          leastRatio());
    }

    ObjectNode json(ObjectMapper mapper) {
      return mapper
          .createObjectNode()
          .put("model", model)
          .put("cores", 1)
          .put("threads", threads)
          .put("batch", batch)
          .put("one_thread_ms", alone.median())
          .put("several_threads_ms", shared.median())
          .put("ratio", ratio())
          .put("ratio_least", leastRatio());
    }
  }

  /**
   * Warms up on all cores, then ties this process to one.
   *
   * @throws IllegalStateException if there are several cores and no {@code taskset}
   */
  Figures measure(int threads, int batch) throws InterruptedException {
    boolean tie = Core.canTie();
    if (!tie && Runtime.getRuntime().availableProcessors() > 1) {
      throw new IllegalStateException(
          "--one-core needs Linux' taskset (util-linux), which is not here");
    }
    try (TimedEngine alone = open(1, batch);
        TimedEngine shared = open(threads, batch)) {
      turns(alone, shared, 1, WARM_UP);
      if (tie) {
        Core.tieThisProcess(0);
      }
      try {
        turns(alone, shared, 1, TURN);
        alone.reset();
        shared.reset();
        turns(alone, shared, rounds, TURN);
      } finally {
        if (tie) {
          Core.freeThisProcess();
        }
      }
      String name = network.model().spec().name();
      return new Figures(name, threads, batch, alone.quartiles(), shared.quartiles());
    }
  }

  private TimedEngine open(int threads, int batch) {
    return new TimedEngine(
        network.model(), new EngineOptions(Kind.JAVA, Device.CPU, threads, batch));
  }

  private static void turns(TimedEngine alone, TimedEngine shared, int rounds, long nanos) {
    for (int i = 0; i < rounds; i++) {
      alone.run(nanos);
      shared.run(nanos);
    }
  }
}
