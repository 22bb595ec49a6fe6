package io.manako.operator.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.manako.image.Isolation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** What protects the job from frames that its decoder does not survive, as Flink's options. */
public final class DecodeConfigOptions {
  public static final String AUTO = "auto";
  public static final String OFF = "off";

  public static final ConfigOption<String> CRASH_MEMORY =
      key("decode.crash-memory")
          .stringType()
          .defaultValue(AUTO)
          .withDescription(
              "Folder on every TaskManager that remembers which frames were being decoded when a"
                  + " process died: a frame that was at two deaths in a row becomes a dead letter"
                  + " instead of a third. It must outlive the process; on Kubernetes a mounted"
                  + " volume, best one that all TaskManagers share. auto: in the folder for"
                  + " temporary files (java.io.tmpdir). off: nothing is remembered.");

  public static final ConfigOption<IsolationChoice> ISOLATION =
      key("decode.isolation")
          .enumType(IsolationChoice.class)
          .defaultValue(IsolationChoice.NONE)
          .withDescription(
              "Where frames are decoded: none (in the TaskManager) or process (each subtask has a"
                  + " decoder in a process of its own; one that crashes, hangs or takes too much"
                  + " memory is replaced and its frame is a dead letter; for cameras that are not"
                  + " trusted).");

  public static final ConfigOption<Duration> ISOLATION_TIMEOUT =
      key("decode.isolation-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "Time that a decoder in a process of its own gets for a frame or GOP, counted as"
                  + " inference.run-timeout is; then it is killed.");

  public static final ConfigOption<MemorySize> ISOLATION_MEMORY =
      key("decode.isolation-memory")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1024))
          .withDescription(
              "Resident memory above which a decoder in a process of its own is killed, 256 mb or"
                  + " more (Linux; elsewhere only its heap is bounded, by half of this). It comes on"
                  + " top of the TaskManager's, once for each subtask.");

  private DecodeConfigOptions() {}

  /** Values of {@link #ISOLATION}. */
  public enum IsolationChoice {
    NONE,
    PROCESS;

    @Override
    public String toString() {
      return InferenceConfigOptions.spelling(this);
    }
  }

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(CRASH_MEMORY, ISOLATION, ISOLATION_TIMEOUT, ISOLATION_MEMORY);
  }

  static DecodeProtection read(ReadableConfig config) {
    // Checked even if it is not used, so that switching it on later is no surprise.
    Isolation isolation =
        new Isolation(config.get(ISOLATION_TIMEOUT), config.get(ISOLATION_MEMORY).getBytes());
    boolean isolates = config.get(ISOLATION) == IsolationChoice.PROCESS;
    return new DecodeProtection(config.get(CRASH_MEMORY), isolates ? isolation : null);
  }
}
