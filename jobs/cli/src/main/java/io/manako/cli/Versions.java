package io.manako.cli;

import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Texts of {@code --version} and of the demo's summary. */
final class Versions implements IVersionProvider {
  static final String MANAKO = "0.1.0";

  @Override
  public String[] getVersion() {
    return new String[] {"manako " + MANAKO, platform()};
  }

  /** Returns the versions of Flink, Kafka and Java in one line. */
  static String platform() {
    return "Flink %s · Kafka %s · Java %s"
        .formatted(
            EnvironmentInformation.getVersion(),
            AppInfoParser.getVersion(),
            System.getProperty("java.version"));
  }
}
