package io.manako.job;

import io.manako.engine.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a cluster's settings before a job is submitted, as far as the configuration tells that the
 * submitting process reads: the client's with {@code flink run}, the JobManager's with REST.
 */
public final class ClusterCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final String VECTORS = "jdk.incubator.vector";

  /** Memory outside the heap for a detector, its pictures and Kafka's buffers in one slot. */
  private static final MemorySize LEAST_OFF_HEAP = MemorySize.ofMebiBytes(512);

  private final ReadableConfig cluster;
  private final JobOptions options;

  public ClusterCheck(ReadableConfig cluster, JobOptions options) {
    this.cluster = cluster;
    this.options = options;
  }

  /**
   * Refuses settings that would fail later, and warns of those that would only be slow.
   *
   * @throws PreflightException with all that is wrong and the lines to add
   */
  public void check() {
    requireFlink(EnvironmentInformation.getVersion());
    if (!options.get(JobConfigOptions.CHECK_CLUSTER) || isLocal()) {
      return;
    }
    List<String> lines = missingLines();
    if (!lines.isEmpty()) {
      throw new PreflightException(
          "The cluster's configuration lacks what the job needs. Add to Flink's conf/config.yaml, on"
              + " the client too, and restart the cluster:\n  "
              + String.join("\n  ", lines)
              + "\nIf the cluster has these settings and only this client's copy lacks them: -D"
              + " job.check-cluster=false.");
    }
    advice().forEach(LOG::warn);
  }

  /** Returns advice about settings that the job can do without. */
  List<String> advice() {
    List<String> advice = new ArrayList<>();
    if (isJavaEngine() && !hasVectors()) {
      advice.add(
          "The Java engine will be many times slower than it could be: add --add-modules="
              + VECTORS
              + " to env.java.opts.all in Flink's configuration.");
    }
    if (!Failover.restartsAllTasks(cluster)) {
      advice.add(
          "A task that fails while a checkpoint begins can end the JobManager's process: set"
              + " jobmanager.execution.failover-strategy: full in Flink's configuration.");
    }
    return advice;
  }

  static void requireFlink(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (matcher.matches()) {
      int major = Integer.parseInt(matcher.group(1));
      int minor = Integer.parseInt(matcher.group(2));
      if (major != 2 || minor < 3) {
        throw new PreflightException(
            "Manako needs Flink 2.3 or a later 2.x and this is Flink %s. Submit to another cluster."
                .formatted(version));
      }
    }
  }

  private boolean isLocal() {
    return cluster.getOptional(DeploymentOptions.TARGET).map("local"::equals).orElse(true);
  }

  private List<String> missingLines() {
    List<String> lines = new ArrayList<>();
    List<String> patterns = cluster.get(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL);
    if (options.inference().needsNatives()
        && !patterns.containsAll(List.of("org.bytedeco.", "ai.onnxruntime."))) {
      lines.add(
          CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL.key()
              + ": org.bytedeco.;ai.onnxruntime.");
    }
    MemorySize offHeap = cluster.get(TaskManagerOptions.TASK_OFF_HEAP_MEMORY);
    if (options.inference().needsNatives() && offHeap.compareTo(LEAST_OFF_HEAP) < 0) {
      lines.add(
          "%s: 1g    # is %s, and models, pictures and Kafka's buffers need %s at least"
              .formatted(
                  TaskManagerOptions.TASK_OFF_HEAP_MEMORY.key(),
                  offHeap.toHumanReadableString(),
                  LEAST_OFF_HEAP.toHumanReadableString()));
    }
    return lines;
  }

  private boolean hasVectors() {
    return Stream.of(CoreOptions.FLINK_JVM_OPTIONS, CoreOptions.FLINK_TM_JVM_OPTIONS)
        .anyMatch(option -> cluster.get(option).contains(VECTORS));
  }

  private boolean isJavaEngine() {
    return options.inference().engine().kind() == EngineOptions.Kind.JAVA;
  }
}
