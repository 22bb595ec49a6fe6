package io.manako.operator.metrics;

import io.manako.watch.ResidentMemory;
import java.util.List;

/** Memory of this process, as the operating system reports it. */
final class ProcessMemory {
  private static final long UNKNOWN = -1;

  private ProcessMemory() {}

  /** Bytes in memory, or −1 where there is no {@code /proc} (proc_pid_status(5)). */
  static long residentBytes() {
    return ResidentMemory.ofThisProcess().orElse(UNKNOWN);
  }

  static long residentBytes(List<String> status) {
    return ResidentMemory.in(String.join("\n", status)).orElse(UNKNOWN);
  }
}
