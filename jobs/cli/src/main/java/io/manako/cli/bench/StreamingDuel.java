package io.manako.cli.bench;

import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Model;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the streaming case: several subtasks, each with an engine of one thread, at the same
 * time.
 */
public final class StreamingDuel implements AutoCloseable {
  private static final long TURN = Duration.ofSeconds(1).toNanos();

  private final BenchNetwork network;
  private final int subtasks;
  private final ExecutorService workers;

  StreamingDuel(BenchNetwork network, int subtasks) {
    this.network = network;
    this.subtasks = subtasks;
    this.workers = Executors.newFixedThreadPool(subtasks);
  }

  /**
   * Pictures per second of all subtasks together.
   *
   * @param java median of the Java engine's turns
   * @param rival median of ONNX Runtime's turns
   */
  public record Rates(double java, double rival) {}

  /** Alternates the engines; each gets one turn to warm up and {@code rounds} that count. */
  Rates measure(int batch, int rounds) throws InterruptedException, ExecutionException {
    List<TimedEngine> java = new ArrayList<>();
    List<TimedEngine> rival = new ArrayList<>();
    try {
      for (int i = 0; i < subtasks; i++) {
        java.add(open(Kind.JAVA, batch));
        rival.add(open(Kind.ONNXRUNTIME, batch));
      }
      double[] a = new double[rounds];
      double[] b = new double[rounds];
      for (int i = -1; i < rounds; i++) {
        double javaRate = rate(java);
        double rivalRate = rate(rival);
        if (i >= 0) {
          a[i] = javaRate;
          b[i] = rivalRate;
        }
      }
      return new Rates(Quartiles.of(a).median(), Quartiles.of(b).median());
    } finally {
      java.forEach(TimedEngine::close);
      rival.forEach(TimedEngine::close);
    }
  }

  /**
   * Returns the pictures per second of several engines of one thread each, one picture at a time.
   */
  public static Rates rates(Model model, int subtasks)
      throws IOException, InterruptedException, ExecutionException {
    try (StreamingDuel duel = new StreamingDuel(BenchNetwork.of(model), subtasks)) {
      return duel.measure(1, 2);
    }
  }

  private TimedEngine open(Kind kind, int batch) {
    return new TimedEngine(network.model(), new EngineOptions(kind, Device.CPU, 1, batch));
  }

  private double rate(List<TimedEngine> engines) throws InterruptedException, ExecutionException {
    engines.forEach(TimedEngine::reset);
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (TimedEngine engine : engines) {
      running.add(workers.submit(() -> engine.run(TURN)));
    }
    for (Future<?> run : running) {
      run.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return engines.stream().mapToLong(TimedEngine::pictures).sum() / seconds;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
