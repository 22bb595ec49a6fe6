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
 * A JVM that runs {@link DecodingMain}, seen by its parent. Its heap is in memory from the start,
 * so that whatever its resident memory grows by is native.
 */
final class DecodingProcess implements AutoCloseable {
  private static final long START_SECONDS = 60;
  private static final double MEBIBYTE = 1 << 20;

  /**
   * How to start one.
   *
   * @param seeds folder that {@link HostileInputs#prepare} filled
   * @param seed of the lot
   * @param decoder to try
   * @param crashes folder for what the JVM writes when it crashes
   */
  record Setup(Path seeds, long seed, Class<? extends RecordDecoder> decoder, Path crashes) {
    private Process start() throws IOException {
      List<String> arguments =
          List.of(seeds.toString(), Long.toString(seed), decoder.getName());
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

  /**
   * Starts one; {@code listener} gets each answer and what was wrong with it, on another thread.
   */
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
      // It has died, which its exit code will tell.
      ended = true;
    }
  }

  /** Waits a moment for answers; returns how many there are since {@link #decode}. */
  synchronized long await(long wanted) throws InterruptedException {
    if (answers < wanted && !ended) {
      wait(50);
    }
    return answers;
  }

  /** Whether it will answer no more. */
  synchronized boolean hasEnded() {
    return ended;
  }

  /** Since the last answer, or since the inputs were asked for. */
  synchronized long silentNanos() {
    return System.nanoTime() - latest;
  }

  /** The processor's time that it has used since the inputs were asked for. */
  synchronized long busyNanos() {
    return cpuNanos() - cpuNanos;
  }

  private long cpuNanos() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** The longest time between two answers. */
  synchronized long slowestNanos() {
    return slowest;
  }

  /** By how much its resident memory was, at most, greater than when it was warm; in MiB. */
  double grownMebibytes() {
    OptionalLong highest = ResidentMemory.highestOf(process.pid());
    // A process that is gone has none.
    return highest.isEmpty() ? 0 : (highest.getAsLong() - warmBytes) / MEBIBYTE;
  }

  /** Once it has ended; 128 plus the signal if one ended it. */
  int exitCode() throws InterruptedException {
    return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private void listen() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      for (long index = in.readLong(); isExpected(index); index = in.readLong()) {
        take(index, in);
      }
      // Not an answer of ours: so it reports its crash, and ends.
      in.skipNBytes(Long.MAX_VALUE);
    } catch (IOException e) {
      // It is gone, or was told to go.
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

  /** Ends it; no answer comes to the listener any more. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    reader.join();
  }
}
