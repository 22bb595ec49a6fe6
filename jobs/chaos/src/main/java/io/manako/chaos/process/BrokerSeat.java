package io.manako.chaos.process;

import io.manako.local.process.ChildJvm;
import io.manako.local.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Port and folder of data that outlive the broker's processes.
 *
 * @param folder folder of data and logs
 * @param port port to listen on
 * @param options options of the JVM, beside those that make it start fast
 */
record BrokerSeat(Path folder, int port, List<String> options) {
  /** Options of processes that restart too often to profit from the optimising compiler. */
  static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  /** Returns a seat that was never used. */
  static BrokerSeat in(Path folder, List<String> options) throws IOException {
    return new BrokerSeat(folder, FreePort.any(), options);
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  /**
   * Starts the broker on the data of its predecessor; it accepts connections some seconds later.
   */
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
