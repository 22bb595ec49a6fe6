package io.manako.chaos.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.local.process.ChildJvm;
import io.manako.watch.ResidentMemory;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * JVM that runs {@link DecodingMain}, seen by its parent. The heap is resident from the start, so
 * that growth of the resident memory is native.
 */
final class DecodingProcess implements AutoCloseable {
  private static final long START_SECONDS = 60;
  private static final double MEBIBYTE = 1 << 20;

  /**
   * Setup of a process.
   *
   * @param seeds folder that {@link HostileInputs#prepare} filled
   * @param seed seed of the random numbers
   * @param decoder decoder to try
   * @param crashes folder for the JVM's report of a crash
   */
  record Setup(Path seeds, long seed, Class<? extends RecordDecoder> decoder, Path crashes) {
    private Process start() throws IOException {
      List<String> arguments = List.of(seeds.toString(), Long.toString(seed), decoder.getName());
      List<String> options =
          List.of(
              "-Xms400m",
              "-Xmx400m",
              "-XX:+AlwaysPreTouch",
              "-XX:+UseSerialGC",
              "-XX:-CreateCoredumpOnCrash",
              "-XX:ErrorFile=" + crashes.resolve("crash-%p.log"));
      ProcessBuilder builder =
          ChildJvm.Launch.of(DecodingMain.class.getName(), arguments).with(options).builder();
      // As the launcher sets it.
      builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
      return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
  }

  private final Process process;
  private final DataOutputStream ranges;
  private final BiConsumer<Outcome, String> listener;
  private final Thread reader;
  private boolean ready;
  private boolean ended;
  private long answers;
  private long next;
  private long latest;
  private long cpuNanos;
  private long slowest;
  private long warmBytes;

  /** Starts a process; {@code listener} gets each answer and its reason, on another thread. */
  DecodingProcess(Setup setup, BiConsumer<Outcome, String> listener)
      throws IOException, InterruptedException {
    this.process = setup.start();
    this.ranges = new DataOutputStream(process.getOutputStream());
    this.listener = listener;
    this.reader = new Thread(this::listen, "answers of " + process.pid());
    reader.setDaemon(true);
    reader.start();
    awaitReady();
  }

  private void awaitReady() throws IOException, InterruptedException {
    if (!isReady()) {
      close();
      throw new IOException("the decoding process does not start");
    }
    warmBytes =
        ResidentMemory.of(process.pid())
            .orElseThrow(
                () -> new IOException("process " + process.pid() + " has no memory any more"));
    // From here on the highest value counts anew (proc(5), clear_refs).
    Files.writeString(Path.of("/proc", Long.toString(process.pid()), "clear_refs"), "5");
  }

  private synchronized boolean isReady() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!ready && !ended && System.nanoTime() < deadline) {
      wait(100);
    }
    return ready;
  }

  /** Asks for {@code count} inputs. */
  synchronized void decode(long first, long count) {
    answers = 0;
    next = first;
    latest = System.nanoTime();
    cpuNanos = cpuNanos();
    try {
      ranges.writeLong(first);
      ranges.writeLong(count);
      ranges.flush();
    } catch (IOException e) {
      // The process has died, as its exit code will tell.
      ended = true;
    }
  }

  /** Waits a moment for answers; returns their number since {@link #decode}. */
  synchronized long await(long wanted) throws InterruptedException {
    if (answers < wanted && !ended) {
      wait(50);
    }
    return answers;
  }

  /** Returns whether the process will answer no more. */
  synchronized boolean hasEnded() {
    return ended;
  }

  /** Returns the time since the last answer, or since the inputs were asked for. */
  synchronized long silentNanos() {
    return System.nanoTime() - latest;
  }

  /** Returns the processor's time that it has used since the inputs were asked for. */
  synchronized long busyNanos() {
    return cpuNanos() - cpuNanos;
  }

  private long cpuNanos() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** Returns the longest time between two answers. */
  synchronized long slowestNanos() {
    return slowest;
  }

  /** Returns the largest growth of its resident memory since it was warm, in MiB. */
  double grownMebibytes() {
    OptionalLong highest = ResidentMemory.highestOf(process.pid());
    // A process that is gone has none.
    return highest.isEmpty() ? 0 : (highest.getAsLong() - warmBytes) / MEBIBYTE;
  }

  /** Returns the exit code after the end; 128 plus the signal if one ended it. */
  int exitCode() throws InterruptedException {
    return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private void listen() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      for (long index = in.readLong(); isExpected(index); index = in.readLong()) {
        take(index, in);
      }
      // Other output is the report of a crash, after which the process ends.
      in.skipNBytes(Long.MAX_VALUE);
    } catch (IOException e) {
      // The process is gone, or was closed.
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized boolean isExpected(long index) {
    return index == (ready ? next : DecodingMain.READY);
  }

  private void take(long index, DataInputStream in) throws IOException {
    if (index == DecodingMain.READY) {
      synchronized (this) {
        ready = true;
        notifyAll();
      }
      return;
    }
    Outcome outcome = Outcome.of(in.readByte());
    listener.accept(outcome, outcome == Outcome.WRONG ? line(in) : "");
    answered();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(UTF_8);
  }

  private synchronized void answered() {
    answers++;
    next++;
    long now = System.nanoTime();
    slowest = Math.max(slowest, now - latest);
    latest = now;
    notifyAll();
  }

  /** Ends the process; the listener gets no more answers. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    reader.join();
  }
}
