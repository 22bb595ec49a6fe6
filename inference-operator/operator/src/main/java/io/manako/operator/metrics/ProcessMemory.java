package io.manako.operator.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Memory of this process, as the operating system reports it. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMemory() {}

  /** Bytes in memory, or −1 where there is no {@code /proc} (proc_pid_status(5)). */
  static long residentBytes() {
    try {
      return residentBytes(Files.readAllLines(STATUS));
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  static long residentBytes(List<String> status) {
    for (String line : status) {
      if (line.startsWith(RESIDENT)) {
        String kibibytes = line.substring(RESIDENT.length()).replace("kB", "").strip();
        return Long.parseLong(kibibytes) << 10;
      }
    }
    return -1;
  }
}
