package io.manako.chaos.process;

import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.testkit.fault.SquarePipeline;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Engine whose run enters native code and does not return: it opens a named pipe that no process
 * writes to. No interrupt and no stop reaches a thread there.
 */
final class TrapPipeline extends ForwardingPipeline {
  /** Runs that will still hang in this process. */
  static final AtomicInteger TRAPS = new AtomicInteger();

  /** Time when the last run that hangs began, ns. */
  static final AtomicLong STUCK_SINCE = new AtomicLong();

  /** Runs that have hung. */
  static final AtomicInteger STUCK = new AtomicInteger();

  /** Pipelines that were opened. */
  static final AtomicInteger OPENED = new AtomicInteger();

  /** Runs that did not hang. */
  static final List<Run> RUNS = new CopyOnWriteArrayList<>();

  /** Additional time of each run. */
  private static volatile Duration extra = Duration.ZERO;

  private final String pipe;
  private int runs;

  /**
   * Run of a batch.
   *
   * @param start ms since 1970
   * @param end ms since 1970
   */
  record Run(long start, long end) {}

  private TrapPipeline(InferenceOptions options, String pipe) {
    super(new SquarePipeline(options));
    this.pipe = pipe;
    OPENED.incrementAndGet();
  }

  /** Opens traps over a named pipe. */
  static Provider over(String pipe) {
    return options -> new TrapPipeline(options, pipe);
  }

  /** Resets all counts. */
  static void reset() {
    TRAPS.set(0);
    STUCK.set(0);
    OPENED.set(0);
    RUNS.clear();
    extra = Duration.ZERO;
  }

  /** Sets the additional time of each run from now on. */
  static void slowBy(Duration time) {
    extra = time;
  }

  @Override
  public PictureBatch newBatch() {
    return new TrapBatch(super.newBatch());
  }

  /** The first run is for warming up; one of those behind it may be trapped. */
  private void enter() {
    runs++;
    if (runs > 1 && TRAPS.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      STUCK_SINCE.set(System.nanoTime());
      STUCK.incrementAndGet();
      try (FileInputStream never = new FileInputStream(pipe)) {
        never.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final class TrapBatch extends ForwardingBatch {
    TrapBatch(PictureBatch pictures) {
      super(pictures);
    }

    @Override
    public Answers run(int count) {
      enter();
      long start = System.currentTimeMillis();
      LockSupport.parkNanos(extra.toNanos());
      Answers answers = super.run(count);
      RUNS.add(new Run(start, System.currentTimeMillis()));
      return answers;
    }
  }
}
