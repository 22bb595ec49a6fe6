package io.manako.cli.bench;

import io.manako.engine.Engine;
import io.manako.engine.EngineInput;
import io.manako.engine.EngineOptions;
import io.manako.model.Model;
import io.manako.tensor.ImageLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Engine with a full batch of random pictures, which notes the time of each run. */
public final class TimedEngine implements AutoCloseable {
  private final Engine engine;
  private final EngineInput input;
  private final int batch;
  private final List<Double> millis = new ArrayList<>();

  /** Opens an engine; closing this closes it. */
  public TimedEngine(Model model, EngineOptions options) {
    this.engine = Engine.open(model, options);
    this.input = engine.newInput();
    this.batch = options.maxBatch();
    fill(input);
  }

  private static void fill(EngineInput input) {
    SplittableRandom random = new SplittableRandom(1);
    ImageLayout layout = input.layout();
    for (int n = 0; n < layout.batch(); n++) {
      for (int c = 0; c < layout.channels(); c++) {
        for (int i = 0; i < layout.height() * layout.width(); i++) {
          int at = layout.index(n, c, i / layout.width(), i % layout.width());
          input.data().put(at, (float) (2 * random.nextDouble() - 1));
        }
      }
    }
  }

  Engine engine() {
    return engine;
  }

  EngineInput input() {
    return input;
  }

  /** Runs batches for at least this time and at least once; keeps the milliseconds per picture. */
  public void run(long nanos) {
    long end = System.nanoTime() + nanos;
    long start = System.nanoTime();
    do {
      engine.run(input, batch);
      long now = System.nanoTime();
      millis.add((now - start) / 1e6 / batch);
      start = now;
    } while (start < end);
  }

  /** Forgets the warm-up. */
  public void reset() {
    millis.clear();
  }

  /** Returns the quartiles of the milliseconds per picture since the last reset. */
  public Quartiles quartiles() {
    return Quartiles.of(millis.stream().mapToDouble(v -> v).toArray());
  }

  /** Returns the number of pictures that {@link #run} has computed since the last reset. */
  long pictures() {
    return (long) millis.size() * batch;
  }

  @Override
  public void close() {
    engine.close();
  }
}
