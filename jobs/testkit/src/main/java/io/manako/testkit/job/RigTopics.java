package io.manako.testkit.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.job.JobOptions;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.kafka.TopicCreation;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Five topics of one run on a broker, and the options that name them. */
public final class RigTopics {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_POLLS = 300;
  private static final Set<TransactionState> OPEN =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);

  public final String frames;
  public final String detections;
  public final String classifications;
  public final String deadLetters;
  public final String control;
  private final String servers;

  public RigTopics(EmbeddedKafka broker, String run, int partitions) {
    this(broker.bootstrapServers(), run);
    broker.createTopics(partitions, frames, detections, classifications, deadLetters, control);
  }

  private RigTopics(String servers, String run) {
    this.frames = run + ".frames";
    this.detections = run + ".detections";
    this.classifications = run + ".classifications";
    this.deadLetters = run + ".dead-letters";
    this.control = run + ".control";
    this.servers = servers;
  }

  /**
   * Creates topics on a broker of another process, which may still be starting.
   *
   * @param servers address of the broker
   */
  public static RigTopics create(String servers, String run, int partitions)
      throws InterruptedException, ExecutionException {
    RigTopics topics = new RigTopics(servers, run);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      for (String name :
          List.of(
              topics.frames,
              topics.detections,
              topics.classifications,
              topics.deadLetters,
              topics.control)) {
        TopicCreation.create(admin, new NewTopic(name, partitions, (short) 1));
      }
    }
    return topics;
  }

  /** Returns the broker's address for clients. */
  public String servers() {
    return servers;
  }

  /** Returns options of a bounded job with fast checkpoints and restarts, and more. */
  public JobOptions options(Map<String, String> more) {
    return JobOptions.load(null, settings(more));
  }

  /** Returns the same options as settings of a command line. */
  public Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap-servers", servers,
                "topics.frames", frames,
                "topics.detections", detections,
                "topics.classifications", classifications,
                "topics.dead-letters", deadLetters,
                "topics.control", control,
                "source.group-id", frames,
                "source.bounded", "true",
                "delivery.transaction-prefix", frames,
                "checkpoint.interval", "100 ms"));
    settings.put("flink.restart-strategy.exponential-delay.initial-backoff", "10 ms");
    settings.put("flink.restart-strategy.exponential-delay.max-backoff", "20 ms");
    settings.putAll(more);
    return settings;
  }

  /** Writes records in order and waits until the broker has them. */
  public void produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", servers, "max.request.size", 33 << 20, "buffer.memory", 66L << 20);
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
    }
    for (Future<?> each : sent) {
      each.get();
    }
  }

  /** Returns a frame of a camera, one every 100 ms of the run's own time. */
  public ProducerRecord<byte[], byte[]> frame(String camera, int sequence, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            frames, null, 1_700_000_000_000L + sequence * 100L, camera.getBytes(UTF_8), value);
    record.headers().add("ce_sequence", Integer.toString(sequence).getBytes(UTF_8));
    return record;
  }

  /** Returns all committed records of a topic, partition by partition. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      ends(topic)
          .forEach(
              (partition, end) -> {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                for (int polls = 0; consumer.position(partition) < end; polls++) {
                  if (polls == MAX_POLLS) {
                    throw new IllegalStateException(
                        String.format(
                            Locale.ROOT,
                            "%s ends at %d, but nothing is to be read behind %d; open transactions: %s",
                            partition,
                            end,
                            consumer.position(partition),
                            transactions()));
                  }
                  consumer.poll(POLL).forEach(records::add);
                }
              });
    }
    return records;
  }

  /**
   * Returns ends that count open transactions too. A broker writes the commit of a transaction a
   * moment after it has confirmed it, and a reader of committed records waits for that.
   */
  private Map<TopicPartition, Long> ends(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      Map<TopicPartition, Long> ends =
          new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
      ends.putAll(
          consumer.endOffsets(
              consumer.partitionsFor(topic).stream()
                  .map(p -> new TopicPartition(topic, p.partition()))
                  .toList()));
      return ends;
    }
  }

  /** Describes the transactions that hold readers of committed records back. */
  private List<String> transactions() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<String> open =
          admin.listTransactions().all().get().stream()
              .filter(transaction -> OPEN.contains(transaction.state()))
              .map(TransactionListing::transactionalId)
              .toList();
      return admin.describeTransactions(open).all().get().entrySet().stream()
          .map(Map.Entry::toString)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for open transactions", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not list open transactions", e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> config = Map.of("bootstrap.servers", servers, "isolation.level", isolation);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public List<ResultRecord> results(String topic) throws IOException {
    List<ResultRecord> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
      results.add(ResultRecord.parse(record.value()));
    }
    return results;
  }

  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }
}
