package io.manako.operator.options;

import io.manako.engine.EngineOptions;
import io.manako.operator.options.InferenceOptions.Batching;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;

/** The options of batches and of the engine that runs them. */
public final class InferenceConfigOptions {
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<Integer> BATCH_SIZE =
      GROUP
          .key("inference.batch-size")
          .intType(Range.between(1, 256, "frames"))
          .defaultValue(8)
          .withDescription(
              "Frames that fill a batch. A full batch runs at once. A network that was exported for"
                  + " a fixed number of pictures runs the batch in parts.");

  public static final Option<Duration> BATCH_DELAY =
      GROUP
          .key("inference.batch-delay")
          .durationType(Range.atLeast(Duration.ZERO))
          .defaultValue(Duration.ofMillis(50))
          .withDescription(
              "Time that the oldest frame of a batch waits for others before the batch runs"
                  + " incomplete. With 0 ms no frame waits.");

  public static final Option<Duration> RUN_TIMEOUT =
      GROUP
          .key("inference.run-timeout")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofSeconds(8))
          .withDescription(
              "Time after which the run of a batch counts as hung and the task fails. Time in which"
                  + " a thread of the process waits for a processor, as Linux reports it, does not"
                  + " count. The first run of a task gets eight times as much. Larger batches and"
                  + " models need more. The third run that hangs in one process ends the process.");

  public static final Option<Duration> CLOSE_TIMEOUT =
      GROUP
          .key("inference.close-timeout")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofSeconds(30))
          .withDescription(
              "Time that a closing task waits for a run to end, counted like"
                  + " inference.run-timeout.");

  public static final Option<EngineOptions.Kind> ENGINE =
      GROUP
          .key("inference.engine")
          .enumType(EngineOptions.Kind.class)
          .defaultValue(EngineOptions.Kind.JAVA)
          .withDescription("Engine that runs the models: java or onnxruntime (native).");

  public static final Option<EngineOptions.Device> DEVICE =
      GROUP
          .key("inference.device")
          .enumType(EngineOptions.Device.class)
          .defaultValue(EngineOptions.Device.CPU)
          .withDescription(
              "Device on which ONNX Runtime computes: cpu, cuda or tensorrt. A missing device ends"
                  + " the job at its start; there is no fallback.");

  public static final Option<Integer> THREADS =
      GROUP
          .key("inference.threads")
          .intType(Range.atLeast(1, "threads"))
          .defaultValue(1)
          .withDescription("Threads of one run on the CPU, per subtask.");

  private InferenceConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }

  static Batching batching(ReadableConfig config) {
    return new Batching(
        BATCH_SIZE.get(config),
        BATCH_DELAY.get(config),
        RUN_TIMEOUT.get(config),
        CLOSE_TIMEOUT.get(config));
  }

  static EngineOptions engine(ReadableConfig config) {
    EngineOptions.Device device = DEVICE.get(config);
    // A user who asks for a GPU and names no engine wants the one that can use it.
    boolean implied =
        device != EngineOptions.Device.CPU && config.getOptional(ENGINE.flink()).isEmpty();
    return new EngineOptions(
        implied ? EngineOptions.Kind.ONNXRUNTIME : ENGINE.get(config),
        device,
        THREADS.get(config),
        BATCH_SIZE.get(config));
  }
}
