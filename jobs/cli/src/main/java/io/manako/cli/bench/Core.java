package io.manako.cli.bench;

import io.manako.local.process.ChildJvm;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ties processes to one core each, by Linux' {@code taskset}. */
public final class Core {
  /**
   * Number of cores before this process was tied to one; the JVM counts only what it may use now.
   */
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private Core() {}

  /** Returns whether processes can be tied here. */
  static boolean canTie() throws InterruptedException {
    return CORES > 1 && taskset("--version");
  }

  /** Ties this process, all its threads and future ones, if it can be tied. */
  public static void tieThisProcess(int core) throws InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    taskset("-a", "-c", "-p", Integer.toString(core), pid);
  }

  /** Lets this process use all cores again. */
  public static void freeThisProcess() throws InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    taskset("-a", "-c", "-p", "0-" + (CORES - 1), pid);
  }

  /**
   * Ties the threads of this JVM's compiler, which are found by their names on Linux. A young JVM
   * compiles for minutes, and each compilation lasts about as long as a batch.
   */
  static void tieCompiler(int core) throws IOException, InterruptedException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        if (nameOf(thread).contains("CompilerThre")) {
          taskset("-c", "-p", Integer.toString(core), thread.getFileName().toString());
        }
      }
    }
  }

  private static String nameOf(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (NoSuchFileException ended) {
      return "";
    }
  }

  private static boolean taskset(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("taskset"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noTaskset) {
      return false;
    }
  }

  /** Starts a command of Manako in a process of its own, on a core if {@code tied}. */
  static Process start(boolean tied, int core, List<String> manako) throws IOException {
    ProcessBuilder builder = ChildJvm.Launch.of("io.manako.cli.Manako", manako).builder();
    if (tied) {
      builder.command().addAll(0, List.of("taskset", "-c", Integer.toString(core)));
    }
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
