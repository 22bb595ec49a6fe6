package io.manako.cli.bench;

import io.manako.local.kafka.TopicCreation;
import io.manako.local.process.FreePort;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Broker in a process of its own.
 *
 * @param process process that runs it
 * @param bootstrap address on which it listens
 */
record BrokerProcess(Process process, String bootstrap) implements AutoCloseable {
  private static final int START_MILLIS = 60_000;

  /** Starts a broker with topics of one partition, on core 1 if {@code tied}. */
  static BrokerProcess start(boolean tied, String... topics)
      throws IOException, InterruptedException {
    int port = FreePort.any();
    Process process = Core.start(tied, 1, List.of("broker", "--port", Integer.toString(port)));
    BrokerProcess broker = new BrokerProcess(process, "127.0.0.1:" + port);
    try {
      broker.create(topics);
    } catch (ExecutionException e) {
      broker.close();
      throw new IOException("the broker did not start: " + e.getCause().getMessage(), e);
    }
    return broker;
  }

  private void create(String... topics) throws ExecutionException, InterruptedException {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrap,
            "default.api.timeout.ms", START_MILLIS,
            "request.timeout.ms", START_MILLIS);
    try (Admin admin = Admin.create(config)) {
      TopicCreation.create(admin, new NewTopic("bench.dead-letters", 1, (short) 1));
      for (String topic : topics) {
        TopicCreation.create(admin, new NewTopic(topic, 1, (short) 1));
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
