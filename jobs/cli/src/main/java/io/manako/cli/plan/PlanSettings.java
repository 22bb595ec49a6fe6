package io.manako.cli.plan;

import io.manako.cli.measure.JobSettings;
import io.manako.local.terminal.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Settings of the job and of Flink with which a proposal runs. */
final class PlanSettings {
  private static final int MEBIBYTE = 1 << 20;

  /** MiB of heap for Flink, Kafka's clients, the job's own records and the JVM. */
  private static final int HEAP_BASE = 512;

  private static final int OFF_HEAP_BASE = 256;

  /**
   * MiB of heap per subtask for fetched frames, decoded pictures and results that wait for Kafka.
   */
  private static final int HEAP_EACH = 128;

  /** MiB outside the heap per subtask for Kafka's buffers and the native decoder's pictures. */
  private static final int OFF_HEAP_EACH = 96;

  /** MiB that Flink adds to heap and off-heap memory: network, managed memory, metaspace, JVM. */
  private static final int FLINK = 768;

  private final Demand demand;
  private final Proposal proposal;

  PlanSettings(Demand demand, Proposal proposal) {
    this.demand = demand;
    this.proposal = proposal;
  }

  /** Returns options for the job's configuration file. */
  Map<String, String> job() {
    Candidate candidate = proposal.candidate();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("job.parallelism", Integer.toString(proposal.subtasks()));
    settings.putAll(
        JobSettings.of(candidate.name(), demand.task(), candidate.engine(), candidate.batch()));
    if (demand.activity() != null) {
      settings.put("detector.focus", "motion");
    }
    return settings;
  }

  /** Returns Flink's options for one task manager with all subtasks. */
  Map<String, String> flink() {
    int subtasks = proposal.subtasks();
    Candidate candidate = proposal.candidate();
    // The engine's arrays are on the heap, ONNX Runtime's memory is outside; both count alike.
    long model = candidate.weightBytes() + subtasks * 2 * candidate.arenaBytes();
    int heap = HEAP_BASE + subtasks * HEAP_EACH + (int) (model / MEBIBYTE);
    int offHeap = OFF_HEAP_BASE + subtasks * OFF_HEAP_EACH;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("taskmanager.numberOfTaskSlots", Integer.toString(subtasks));
    settings.put("parallelism.default", Integer.toString(subtasks));
    settings.put("taskmanager.cpu.cores", Integer.toString(subtasks));
    settings.put("taskmanager.memory.process.size", (heap + offHeap + FLINK) + "m");
    settings.put("taskmanager.memory.task.off-heap.size", offHeap + "m");
    settings.put("taskmanager.memory.managed.size", "64m");
    return settings;
  }

  /**
   * Writes the job's options for {@code ./manako run --config FILE}, with Flink's as comments.
   *
   * @throws CommandException if the file exists already
   */
  void write(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new CommandException(
          "%s exists already and is not overwritten; give another name or delete it"
              .formatted(file));
    }
    Files.writeString(file, yaml());
  }

  /** Returns the file's text. */
  String yaml() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "# %d cameras × %s frames/s of %s on %d cores; made by ./manako plan.%n",
            demand.cameras(),
            PlanReport.number(demand.framesPerSecond()),
            demand.frame(),
            demand.cores()));
    text.append("# Options that are not listed keep their defaults, see docs/options.md.\n");
    job().forEach((key, value) -> text.append("%s: %s%n".formatted(key, value)));
    text.append("\n# For the configuration of a Flink cluster, one task manager:\n");
    flink().forEach((key, value) -> text.append("#   %s: %s%n".formatted(key, value)));
    return text.toString();
  }
}
