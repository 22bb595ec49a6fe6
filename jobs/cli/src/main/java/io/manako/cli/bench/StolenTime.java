package io.manako.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that a hypervisor gave to other machines while this one wanted to run, from Linux'
 * {@code /proc/stat}.
 *
 * @param ticks ticks in all states together, of all processors
 * @param stolen stolen ticks
 */
record StolenTime(long ticks, long stolen) {
  private static final int STEAL_COLUMN = 8;
  private static final int GUEST_COLUMN = 9;

  /** Returns the times so far; zeros where the system does not count them. */
  static StolenTime now() throws IOException {
    Path stat = Path.of("/proc/stat");
    return Files.exists(stat) ? parse(Files.readAllLines(stat).get(0)) : new StolenTime(0, 0);
  }

  /** Reads the line {@code cpu user nice system idle iowait irq softirq steal guest …}. */
  static StolenTime parse(String line) {
    String[] columns = line.trim().split("\\s+", -1);
    long ticks = 0;
    // Guests' time is counted in user and nice already.
    for (int i = 1; i < Math.min(columns.length, GUEST_COLUMN); i++) {
      ticks += Long.parseLong(columns[i]);
    }
    return new StolenTime(
        ticks, columns.length > STEAL_COLUMN ? Long.parseLong(columns[STEAL_COLUMN]) : 0);
  }

  /** Returns the share of the machine's time since {@code earlier} that was stolen, 0 to 1. */
  double shareSince(StolenTime earlier) {
    long all = ticks - earlier.ticks;
    return all == 0 ? 0 : (double) (stolen - earlier.stolen) / all;
  }
}
