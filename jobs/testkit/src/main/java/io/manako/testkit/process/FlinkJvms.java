package io.manako.testkit.process;

import io.manako.local.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Processes of a Flink cluster on this machine, started as Flink's own scripts would.
 *
 * @param folder folder whose {@code conf/config.yaml} they read, and which gets {@code NAME.log} of
 *     each
 * @param classPath class path of Flink and its {@code lib/}, without the job
 */
public record FlinkJvms(Path folder, String classPath) {
  /**
   * Options of processes that coordinate: their optimising compiler would work longer than they
   * live.
   */
  public static final List<String> COORDINATOR = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  /** Returns the folder of the configuration. */
  public Path conf() {
    return folder.resolve("conf");
  }

  /** Starts a JobManager without a job. */
  public ChildJvm sessionJobManager(String name) throws IOException {
    return start(
        name,
        COORDINATOR,
        List.of(
            StandaloneSessionClusterEntrypoint.class.getName(), "--configDir", conf().toString()));
  }

  /**
   * Starts a TaskManager with the memory of the configuration.
   *
   * @param more further options of the JVM
   */
  public ChildJvm taskManager(String name, String... more) throws IOException {
    TaskExecutorProcessSpec memory =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration());
    List<String> program =
        new ArrayList<>(
            List.of(TaskManagerRunner.class.getName(), "--configDir", conf().toString()));
    program.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    List<String> options =
        new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
    options.addAll(List.of(more));
    options.add("-Djava.io.tmpdir=" + Files.createDirectories(temporary(name)));
    return start(name, options, program);
  }

  /** Returns the folder of a TaskManager's temporary files. */
  public Path temporary(String name) {
    return folder.resolve(name + "-tmp");
  }

  /** Starts a program of Flink's. */
  public ChildJvm start(String name, List<String> options, List<String> program)
      throws IOException {
    List<String> all = new ArrayList<>(words(configuration().get(CoreOptions.FLINK_JVM_OPTIONS)));
    all.addAll(options);
    return ChildJvm.start(
        folder, folder.resolve(name + ".log"), new ChildJvm.Launch(all, classPath, program));
  }

  /** Splits options as a shell does: any number of blanks separates two of them. */
  static List<String> words(String options) {
    return Arrays.stream(options.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private Configuration configuration() {
    return GlobalConfiguration.loadConfiguration(conf().toString());
  }
}
