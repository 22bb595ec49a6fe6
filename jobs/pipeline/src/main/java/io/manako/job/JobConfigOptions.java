package io.manako.job;

import io.manako.operator.options.Option;
import io.manako.operator.options.OptionGroup;
import io.manako.operator.options.Range;
import java.time.Duration;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** The options of the job itself: its name, Kafka, topics, delivery and checkpoints. */
public final class JobConfigOptions {
  /** Keys with this prefix go to every Kafka client without the prefix. */
  public static final String KAFKA_PREFIX = "kafka.properties.";

  /** Keys with this prefix go to Flink without the prefix. */
  public static final String FLINK_PREFIX = "flink.";

  private static final OptionGroup GROUP = new OptionGroup();

  /** Kafka's clients and brokers hold durations as 32-bit numbers of milliseconds. */
  private static final Range<Duration> KAFKA_TIME =
      Range.between(Duration.ofMillis(1), Duration.ofDays(24));

  public static final Option<String> NAME =
      GROUP
          .key("job.name")
          .stringType(Range.NAME)
          .defaultValue("manako")
          .withDescription(
              "Name of the job in Flink's web page and metrics, and by default of its consumer"
                  + " group and transactional ids. Jobs that run at the same time on the same"
                  + " brokers need different names.");

  public static final Option<Integer> PARALLELISM =
      GROUP
          .key("job.parallelism")
          .intType(Range.atLeast(1, "subtasks"))
          .noDefaultValue()
          .withDescription(
              "Subtasks, each with its own engine; by default Flink's parallelism.default. Subtasks"
                  + " beyond the number of partitions of topics.frames are idle.");

  public static final Option<Integer> RESTARTS =
      GROUP
          .key("job.restarts")
          .intType(Range.atLeast(0, "restarts"))
          .defaultValue(10)
          .withDescription(
              "Restarts in a row after which the job gives up. Flink waits 1 s to 1 min before each"
                  + " restart. An hour without a failure resets the count. With 0 the job never"
                  + " restarts.");

  public static final Option<Boolean> CHECK_CLUSTER =
      GROUP
          .key("job.check-cluster")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a submission is refused if the Flink configuration that it reads lacks what"
                  + " the job needs.");

  public static final Option<String> BOOTSTRAP_SERVERS =
      GROUP
          .key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription("Kafka brokers, host:port, separated by commas.");

  public static final Option<String> KAFKA_PROPERTIES_FILE =
      GROUP
          .key("kafka.properties-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File of Kafka client properties, such as the client.properties of Kafka's own tools"
                  + " (its bootstrap.servers is ignored). Secrets never leave the file: every"
                  + " process of the job reads them from a file at the same path.");

  public static final Option<Duration> KAFKA_TIMEOUT =
      GROUP
          .key("kafka.timeout")
          .durationType(KAFKA_TIME)
          .defaultValue(Duration.ofSeconds(15))
          .withDescription(
              "Time in which the brokers must answer before the job starts, and must deliver each"
                  + " next record of the control topic while the job reads it.");

  public static final Option<String> FRAMES =
      topic("topics.frames", "video.frames", "Topic to read frames from.");

  public static final Option<String> DETECTIONS =
      topic(
          "topics.detections",
          "video.detections",
          "Topic to write detections to; used if detector.enabled.");

  public static final Option<String> DETECTIONS_SHADOW =
      topic(
          "topics.detections-shadow",
          "video.detections.shadow",
          "Topic to write a shadow's detections to; used if model-swap.enabled and"
              + " detector.enabled.");

  public static final Option<String> CLASSIFICATIONS =
      topic(
          "topics.classifications",
          "video.classifications",
          "Topic to write classifications to; used unless classifier.mode is off.");

  public static final Option<String> SEGMENTATIONS =
      topic(
          "topics.segmentations",
          "video.segmentations",
          "Topic to write segmentations to; used if segmenter.enabled.");

  public static final Option<String> TRACKS =
      topic("topics.tracks", "video.tracks", "Topic to write tracks to; used if tracking.enabled.");

  public static final Option<String> EVENTS =
      topic(
          "topics.events",
          "video.events",
          "Topic to write events of zones, lines and cameras to; used if tracking.enabled.");

  public static final Option<String> COUNTS =
      topic(
          "topics.counts",
          "video.counts",
          "Topic to write counts of zones and classes to, one record per window of"
              + " tracking.count-every; used if tracking.enabled.");

  public static final Option<String> CONTROL =
      topic(
          "topics.control",
          "video.control",
          "Topic to read zones and lines (docs/tracking.md, if tracking.enabled) and models"
              + " (docs/models.md, if model-swap.enabled) from while the job runs.");

  public static final Option<String> DEAD_LETTERS =
      topic(
          "topics.dead-letters",
          "video.dead-letters",
          "Topic to write frames and control records to that cannot be processed, unchanged. The"
              + " topic should take records as large as topics.frames does (max.message.bytes).");

  public static final Option<String> GROUP_ID =
      GROUP
          .key("source.group-id")
          .stringType(Range.NAME)
          .noDefaultValue()
          .withDescription(
              "Consumer group, by default the value of job.name. Each checkpoint commits the"
                  + " group's offsets. A job does not start while another job runs with the same"
                  + " group.");

  public static final Option<SourceStart> START =
      GROUP
          .key("source.start")
          .enumType(SourceStart.class)
          .defaultValue(SourceStart.COMMITTED)
          .withDescription(
              "Place where a job without a checkpoint begins: committed (where the group stopped,"
                  + " or at the earliest record), earliest or latest. Kafka learns of the group's"
                  + " progress in the background, so some frames may be processed again. A job that"
                  + " starts from its own checkpoint or savepoint continues exactly.");

  public static final Option<Boolean> BOUNDED =
      GROUP
          .key("source.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job ends at the end that the topic has when the job starts.");

  public static final Option<DeliveryGuarantee> GUARANTEE =
      GROUP
          .key("delivery.guarantee")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.EXACTLY_ONCE)
          .withDescription(
              "Guarantee of results. exactly-once: results appear once to readers with"
                  + " isolation.level=read_committed, at the latest one checkpoint.interval after"
                  + " they were made. at-least-once: results appear at once, and again after a"
                  + " failure. none: results may be lost after a failure.");

  public static final Option<String> TRANSACTION_PREFIX =
      GROUP
          .key("delivery.transaction-prefix")
          .stringType(Range.NAME)
          .noDefaultValue()
          .withDescription(
              "Prefix of the transactional ids, by default the value of job.name. Jobs that write"
                  + " to the same brokers at the same time need different prefixes, and a job does"
                  + " not start while another job runs with the same one. A restarted job needs the"
                  + " prefix that it had.");

  public static final Option<TransactionNamingStrategy> TRANSACTION_NAMING =
      GROUP
          .key("delivery.transaction-naming")
          .enumType(TransactionNamingStrategy.class)
          .defaultValue(TransactionNamingStrategy.POOLING)
          .withDescription(
              "Naming of transactional ids. pooling: few ids that are used again, for a cluster of"
                  + " this job's own. incrementing: a new id for each checkpoint, for a session"
                  + " cluster, where pooling leaks a thread per job.");

  public static final Option<Duration> TRANSACTION_TIMEOUT =
      GROUP
          .key("delivery.transaction-timeout")
          .durationType(KAFKA_TIME)
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "Time after which the broker drops an open transaction and its results are lost. The"
                  + " timeout must be more than checkpoint.interval and the longest restart"
                  + " together, and at most the brokers' transaction.max.timeout.ms.");

  public static final Option<Duration> CHECKPOINT_INTERVAL =
      GROUP
          .key("checkpoint.interval")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "Time between checkpoints. With exactly-once delivery, a result is delayed by at most"
                  + " this time.");

  public static final Option<Duration> CHECKPOINT_TIMEOUT =
      GROUP
          .key("checkpoint.timeout")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofMinutes(2))
          .withDescription("Time after which a checkpoint counts as failed.");

  private JobConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }

  /** The options that name topics. */
  public static List<Option<?>> topics() {
    return all().stream().filter(option -> option.key().startsWith("topics.")).toList();
  }

  private static Option<String> topic(String key, String name, String description) {
    return GROUP.key(key).stringType().defaultValue(name).withDescription(description);
  }
}
