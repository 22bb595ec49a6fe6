package io.manako.image;

import io.manako.watch.ResidentMemory;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Handle of a decoder's process. A process with any fault is killed. */
final class DecoderProcess implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int KEPT_ERRORS = 4096;
  private static final int HEAP_SHARE = 2;
  private static final int SIGNALLED = 128;

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;
  private final Thread errorReader;
  private volatile String errors = "";
  private volatile @Nullable String reasonOfDeath;

  private DecoderProcess(Process process) {
    this.process = process;
    this.requests =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    this.answers = new DataInputStream(process.getInputStream());
    this.errorReader = new Thread(() -> keepErrors(process.getErrorStream()), "decoder errors");
    errorReader.setDaemon(true);
    errorReader.start();
  }

  /**
   * Starts a process without waiting until it is ready.
   *
   * @param main the main class, which takes the codec and the limits as arguments
   * @param limits the limits of a record
   * @param codec the library that decodes
   * @param isolation the memory that the process may use; its heap gets half of it
   * @throws DecoderUnavailableException with a sentence, if the process cannot be started
   */
  static DecoderProcess start(
      Class<?> main, DecodeLimits limits, Codec codec, Isolation isolation) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + ((isolation.memoryBytes() / HEAP_SHARE) >> 20) + "m");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    // Crashes are expected: a report of each would fill the disk.
    command.addAll(List.of("-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:-UsePerfData");
    System.getProperties()
        .forEach(
            (key, value) -> {
              if (key.toString().startsWith("org.bytedeco.")) {
                command.add("-D" + key + "=" + value);
              }
            });
    command.addAll(List.of("-cp", ClassPath.of(main), main.getName()));
    command.add(codec.name());
    command.addAll(limits.toArguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    // The job's secrets must not reach an attacker who takes over a decoder. The locale stays,
    // because without it the process would not find its own classes in a folder with letters such
    // as ü.
    environment.keySet().removeIf(name -> !name.startsWith("LC_") && !name.startsWith("LANG"));
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put(PictureDecoder.MAX_PIXELS, Long.toString(limits.maxPixels()));
    try {
      return new DecoderProcess(builder.start());
    } catch (IOException e) {
      throw new DecoderUnavailableException(
          "decode.isolation is process, but no process can be started: " + e.getMessage(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  DataOutputStream requests() {
    return requests;
  }

  DataInputStream answers() {
    return answers;
  }

  /** Resident memory in bytes, or 0 on systems other than Linux. */
  long residentBytes() {
    return ResidentMemory.of(process.pid()).orElse(0);
  }

  /**
   * Ends the process at once. A thread that waits for an answer reads the end of the stream.
   *
   * @param reason the end of a sentence that begins with "the decoder's process"
   */
  void kill(String reason) {
    if (reasonOfDeath == null) {
      reasonOfDeath = reason;
    }
    process.destroyForcibly();
  }

  /**
   * Waits for the end of the process.
   *
   * @return the cause of the end, as the end of a sentence that begins with "the decoder's process"
   */
  String epitaph() {
    // The process may have closed its streams and live on.
    process.destroyForcibly();
    int exit = process.onExit().join().exitValue();
    String reason = reasonOfDeath;
    if (reason != null) {
      return reason;
    }
    return exit > SIGNALLED
        ? "died of signal " + (exit - SIGNALLED)
        : "ended with exit code " + exit;
  }

  /** The last 4096 characters that the process wrote to standard error. */
  String errors() throws InterruptedException {
    errorReader.join(TimeUnit.SECONDS.toMillis(1));
    return errors.strip();
  }

  private void keepErrors(InputStream stream) {
    byte[] buffer = new byte[KEPT_ERRORS];
    String kept = "";
    try (stream) {
      int count = stream.read(buffer);
      while (count >= 0) {
        kept += new String(buffer, 0, count, StandardCharsets.UTF_8);
        kept = kept.substring(Math.max(0, kept.length() - KEPT_ERRORS));
        errors = kept;
        count = stream.read(buffer);
      }
    } catch (IOException killed) {
      errors = kept + "…";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
