package io.manako.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the resident memory of a process, in bytes. Linux reports it in {@code /proc/PID/status}
 * (proc_pid_status(5)); on other systems, and for a process that has ended, it is empty.
 */
public final class ResidentMemory {
  private static final Pattern NOW = line("VmRSS");
  private static final Pattern HIGHEST = line("VmHWM");

  private ResidentMemory() {}

  /** The resident memory of this process, bytes. */
  public static OptionalLong ofThisProcess() {
    return read("self", NOW);
  }

  /**
   * The resident memory of a process, bytes.
   *
   * @param pid the number of the process
   */
  public static OptionalLong of(long pid) {
    return read(Long.toString(pid), NOW);
  }

  /**
   * The highest resident memory of a process so far, bytes.
   *
   * @param pid the number of the process
   */
  public static OptionalLong highestOf(long pid) {
    return read(Long.toString(pid), HIGHEST);
  }

  /**
   * The resident memory in a text that was read before, bytes.
   *
   * @param status the text of {@code /proc/PID/status}
   */
  public static OptionalLong in(String status) {
    return find(NOW, status);
  }

  private static OptionalLong read(String process, Pattern line) {
    try {
      // The process's name may hold bytes of any charset.
      return find(line, Files.readString(Path.of("/proc", process, "status"), ISO_8859_1));
    } catch (IOException ended) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong find(Pattern line, String status) {
    Matcher matcher = line.matcher(status);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
        : OptionalLong.empty();
  }

  private static Pattern line(String name) {
    return Pattern.compile("^" + name + ":\\s+(\\d+) kB", Pattern.MULTILINE);
  }
}
