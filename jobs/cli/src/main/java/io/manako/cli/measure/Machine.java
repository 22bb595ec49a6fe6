package io.manako.cli.measure;

import io.manako.engine.kernel.KernelSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Machine of a measurement.
 *
 * @param cpu name of the processor
 * @param cores cores that this process may use
 * @param jvm version of the JVM
 * @param kernels kernels that the Java engine uses here
 */
public record Machine(String cpu, int cores, String jvm, String kernels) {

  /** Returns this machine. */
  public static Machine here() {
    return new Machine(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        KernelSelection.kernels().description());
  }

  private static String cpuName() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException unreadable) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }

  /** Returns one line for people. */
  public String text() {
    return String.format(
        Locale.ROOT, "%s, %d %s, JDK %s", cpu, cores, cores == 1 ? "core" : "cores", jvm);
  }

  /** Returns letters, digits and dashes for the name of a file. */
  String slug() {
    String text = String.format(Locale.ROOT, "%s-%d-cores-jdk-%s", cpu, cores, jvm);
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
  }
}
