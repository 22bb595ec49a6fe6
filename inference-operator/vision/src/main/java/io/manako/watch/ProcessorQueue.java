package io.manako.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long threads of a process wait for a processor while others use all of them. Linux
 * counts this time for each thread ({@code schedstat}, the second number, in nanoseconds); on other
 * systems no thread is known to wait.
 */
final class ProcessorQueue implements RunWatch.Starvation {
  private final Path threads;
  private @Nullable Map<String, Long> before;

  /**
   * Creates the measurement of a process.
   *
   * @param process number of the process, or self
   */
  ProcessorQueue(String process) {
    this(Path.of("/proc", process, "task"));
  }

  /**
   * Creates the measurement of another folder.
   *
   * @param threads a folder with a folder for each thread
   */
  ProcessorQueue(Path threads) {
    this.threads = threads;
  }

  @Override
  public long nanos() {
    Map<String, Long> earlier = before;
    Map<String, Long> now = waits();
    before = now;
    if (earlier == null) {
      return 0;
    }
    long longest = 0;
    for (Map.Entry<String, Long> wait : now.entrySet()) {
      // All waits of a new thread lie in this interval.
      long known = earlier.getOrDefault(wait.getKey(), 0L);
      longest = Math.max(longest, wait.getValue() - known);
    }
    return longest;
  }

  private Map<String, Long> waits() {
    Map<String, Long> waits = new HashMap<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(threads)) {
      for (Path folder : folders) {
        readWait(folder, waits);
      }
    } catch (IOException | DirectoryIteratorException noLinux) {
      return Map.of();
    }
    return waits;
  }

  private static void readWait(Path folder, Map<String, Long> waits) {
    try {
      String[] numbers = Files.readString(folder.resolve("schedstat")).trim().split(" ");
      if (numbers.length > 1) {
        waits.put(folder.getFileName().toString(), Long.parseLong(numbers[1]));
      }
    } catch (IOException | NumberFormatException ended) {
      // A thread may end between the two reads, and a kernel may count nothing.
      return;
    }
  }
}
