package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.kafka.EmbeddedKafka;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Restored commits on a real broker. */
class SupersededTransactionsTest {
  private static EmbeddedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start();
    broker.createTopics(1, "results");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aLaterTransactionOfTheSameNameIsAborted() throws Exception {
    Request first = write("late-0-0", true);
    write("late-0-0", false);
    assertThat(states()).containsEntry("late-0-0", TransactionState.ONGOING);

    commit(first);

    assertThat(first.signals).containsExactly("failed");
    awaitState("late-0-0", TransactionState.EMPTY);
  }

  @Test
  void anUnfinishedTransactionIsCommitted() throws Exception {
    Request only = write("only-0-0", false);

    commit(only);

    assertThat(only.signals).isEmpty();
    awaitState("only-0-0", TransactionState.COMPLETE_COMMIT);
  }

  @Test
  void oneRefusedTransactionKeepsNoOtherFromBeingCommitted() throws Exception {
    Request refused = write("many-0-0", true);
    write("many-0-0", false);
    Request open = write("many-0-1", false);

    commit(refused, open);

    awaitState("many-0-0", TransactionState.EMPTY);
    awaitState("many-0-1", TransactionState.COMPLETE_COMMIT);
  }

  /** Writes a record in a transaction, as a writer does that dies after the checkpoint. */
  private static Request write(String name, boolean commit) {
    try (var producer = new FlinkKafkaInternalProducer<byte[], byte[]>(settings(), name)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("results", name.getBytes(UTF_8)));
      producer.flush();
      Request request =
          new Request(
              new KafkaCommittable(producer.getProducerId(), producer.getEpoch(), name, null));
      if (commit) {
        producer.commitTransaction();
      }
      return request;
    }
  }

  private static void commit(Request... requests) throws Exception {
    KafkaCommitter flinks =
        new KafkaCommitter(settings(), "any", 0, 0, true, FlinkKafkaInternalProducer::new);
    try (var committer = new SupersededTransactions(settings()).abortedBy(flinks)) {
      committer.commit(List.of(requests));
    }
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", broker.bootstrapServers());
    settings.setProperty("key.serializer", ByteArraySerializer.class.getName());
    settings.setProperty("value.serializer", ByteArraySerializer.class.getName());
    return settings;
  }

  private static void awaitState(String name, TransactionState state) {
    Awaitility.await().untilAsserted(() -> assertThat(states()).containsEntry(name, state));
  }

  private static Map<String, TransactionState> states() throws Exception {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      return admin.listTransactions().all().get().stream()
          .collect(
              Collectors.toMap(TransactionListing::transactionalId, TransactionListing::state));
    }
  }

  /** A request that keeps what it is told. */
  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private final List<String> signals = new ArrayList<>();

    Request(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      signals.add("failed");
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      signals.add("failed for " + reason);
    }

    @Override
    public void retryLater() {
      signals.add("again");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable changed) {
      signals.add("again with " + changed);
    }

    @Override
    public void signalAlreadyCommitted() {
      signals.add("already");
    }
  }
}
