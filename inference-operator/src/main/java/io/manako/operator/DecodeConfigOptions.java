package io.manako.operator;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** What protects the job from frames that its decoder does not survive, as Flink's options. */
public final class DecodeConfigOptions {
  static final String AUTO = "auto";
  static final String OFF = "off";

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

  private DecodeConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(CRASH_MEMORY);
  }

  static DecodeProtection read(ReadableConfig config) {
    return new DecodeProtection(config.get(CRASH_MEMORY));
  }
}
