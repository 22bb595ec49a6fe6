package io.manako.chaos.process;

import io.manako.local.process.ChildJvm;
import io.manako.local.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A port and a folder of data that outlive the broker's processes.
 *
 * @param folder of data and logs
 * @param port to listen on
 * @param options of the JVM, more than those that make it start soon
 */
record BrokerSeat(Path folder, int port, List<String> options) {
  /** They start more often than they live long enough for the optimising compiler. */
  static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  /** One that nobody has used. */
  static BrokerSeat in(Path folder, List<String> options) throws IOException {
    return new BrokerSeat(folder, FreePort.any(), options);
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  /** Starts the broker on what the one before it left; it takes connections some seconds later. */
  ChildJvm start() throws IOException {
    List<String> arguments =
        List.of(
            "broker",
            "--port",
            Integer.toString(port),
            "--data",
            folder.resolve("broker").toString(),
            "--no-create-topics");
    ChildJvm.Launch launch =
        ChildJvm.Launch.of("io.manako.cli.Manako", arguments).with(SHORT_LIVED).with(options);
    return ChildJvm.start(folder, folder.resolve("broker.log"), launch);
  }
}
