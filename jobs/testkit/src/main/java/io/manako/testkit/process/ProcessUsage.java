package io.manako.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.watch.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resources of a JVM, seen from outside by the JDK's {@code jcmd} and Linux's {@code /proc}.
 *
 * @param pid id of the process
 * @param temporary folder of its temporary files
 */
public record ProcessUsage(long pid, Path temporary) {
  /**
   * Bytes of metaspace. The counter has a stable name, while output for people changes from JDK to
   * JDK.
   */
  private static final Pattern METASPACE = Pattern.compile("sun\\.gc\\.metaspace\\.used=(\\d+)");

  private static final Pattern JOB_LOADER = Pattern.compile("ChildFirstClassLoader");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

  /**
   * Resources after a full collection.
   *
   * @param jobLoaders class loaders of jobs
   * @param metaspace metaspace in KiB
   * @param threads threads of the process
   * @param files files in the temporary folder, without the jobs' jars, which Flink keeps for an
   *     hour
   * @param resident resident memory of the process in KiB
   */
  public record Sample(long jobLoaders, long metaspace, long threads, long files, long resident) {}

  public Sample sample() throws IOException, InterruptedException {
    jcmd("GC.run");
    String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    return new Sample(
        JOB_LOADER.matcher(jcmd("VM.classloader_stats")).results().count(),
        number(METASPACE, jcmd("PerfCounter.print")) / 1024,
        number(THREADS, status),
        files(),
        resident(status));
  }

  private static long resident(String status) throws IOException {
    long bytes =
        ResidentMemory.in(status)
            .orElseThrow(() -> new IOException("no resident memory in: " + status));
    return bytes >> 10;
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("blob_"))
          .count();
    }
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + output);
    }
    return output;
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
