package io.manako.chaos.hostile;

import io.manako.chaos.hostile.Findings.Breach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one process at work on ranges of inputs until there are none left; starts another one when
 * it dies, and writes the input in progress to the folder.
 */
final class DecodingWorker implements Callable<Void> {
  static final double MOST_MEBIBYTES = 200;

  private static final long RANGE = 1000;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Time after which an input is stuck that waits and does not compute. */
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(20);

  /**
   * State that workers share.
   *
   * @param next next input to take
   * @param end index behind the last
   * @param findings findings of all
   * @param folder folder for the inputs that break the promise
   */
  record Work(AtomicLong next, long end, Findings findings, Path folder) {}

  private final Work work;
  private final DecodingProcess.Setup setup;
  private final HostileInputs inputs;
  private @Nullable DecodingProcess process;
  private volatile long at;

  DecodingWorker(Work work, DecodingProcess.Setup setup) throws IOException {
    this.work = work;
    this.setup = setup;
    this.inputs = HostileInputs.open(setup.seeds(), setup.seed());
  }

  @Override
  public @Nullable Void call() throws IOException, InterruptedException {
    try {
      long first = work.next().getAndAdd(RANGE);
      while (first < work.end() && !work.findings().areEnough()) {
        decode(first, Math.min(first + RANGE, work.end()));
        first = work.next().getAndAdd(RANGE);
      }
      return null;
    } finally {
      retire();
    }
  }

  private void decode(long first, long end) throws IOException, InterruptedException {
    at = first;
    while (at < end && !work.findings().areEnough()) {
      DecodingProcess running = running();
      long start = at;
      running.decode(start, end - start);
      watch(running, end - start);
    }
  }

  /** Waits until all is answered or the process is given up; {@link #at} is the next input then. */
  private void watch(DecodingProcess running, long count) throws IOException, InterruptedException {
    while (running.await(count) < count) {
      if (running.hasEnded()) {
        found(Breach.CRASH, at, "ended the process with exit code " + running.exitCode());
        retire();
        at++;
        return;
      }
      if (running.silentNanos() > MOST_NANOS) {
        judgeLate();
        return;
      }
      checkMemory(running);
      if (process == null) {
        return;
      }
    }
    checkMemory(running);
  }

  private void checkMemory(DecodingProcess running) throws InterruptedException {
    double grown = running.grownMebibytes();
    if (grown > MOST_MEBIBYTES) {
      retire();
      found(
          Breach.GROWTH,
          at,
          String.format(Locale.ROOT, "is where memory had grown by %.0f MiB", grown));
      at++;
    }
  }

  /**
   * Judges a late input again alone, by the processor's time: others may have kept the processor
   * busy.
   */
  private void judgeLate() throws IOException, InterruptedException {
    long late = at;
    retire();
    if (at > late) {
      // Answered at the last moment.
      work.findings().addLateOnce();
      return;
    }
    at++;
    try (DecodingProcess alone = new DecodingProcess(setup, (outcome, what) -> {})) {
      alone.decode(late, 1);
      while (alone.await(1) < 1 && !alone.hasEnded()) {
        if (alone.busyNanos() > MOST_NANOS || alone.silentNanos() > STUCK_NANOS) {
          found(Breach.LATE, late, "takes over 2 s");
          return;
        }
      }
    }
    work.findings().addLateOnce();
  }

  private DecodingProcess running() throws IOException, InterruptedException {
    if (process == null) {
      process = new DecodingProcess(setup, this::take);
    }
    return process;
  }

  /** Receives the answer to input {@link #at} from the process' reader. */
  private void take(Outcome outcome, String what) {
    work.findings().add(outcome);
    if (outcome == Outcome.WRONG) {
      found(Breach.WRONG, at, what);
    }
    at++;
  }

  private void found(Breach breach, long index, String what) {
    work.findings().add(breach, "input %s %s".formatted(saved(index), what));
  }

  private String saved(long index) {
    try {
      HostileInput input = inputs.get(index);
      String name = String.format(Locale.ROOT, "%d.%s.%s", index, input.kind(), input.format());
      Files.createDirectories(work.folder());
      Files.write(work.folder().resolve(name), input.bytes());
      return name;
    } catch (IOException e) {
      return index + " (which cannot be written: " + e.getMessage() + ")";
    }
  }

  private void retire() throws InterruptedException {
    if (process != null) {
      work.findings().addProcess(process.grownMebibytes(), process.slowestNanos());
      process.close();
      process = null;
    }
  }
}
