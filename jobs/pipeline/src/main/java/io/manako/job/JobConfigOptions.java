package io.manako.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** The job's own options as Flink's: key, type, default, unit. */
public final class JobConfigOptions {
  /** Keys that begin so go to every Kafka client without the prefix. */
  public static final String KAFKA_PREFIX = "kafka.properties.";

  /** Keys that begin so go to Flink without the prefix. */
  public static final String FLINK_PREFIX = "flink.";

  public static final ConfigOption<String> NAME =
      key("job.name")
          .stringType()
          .defaultValue("manako")
          .withDescription(
              "Name of the job in Flink's web page and metrics, and by default of its consumer"
                  + " group and of its transactional ids: jobs that run at the same time on the"
                  + " same brokers need different ones.");

  public static final ConfigOption<Integer> PARALLELISM =
      key("job.parallelism")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Subtasks, each with its own engine; more than the partitions of topics.frames are"
                  + " idle. By default Flink's parallelism.default.");

  public static final ConfigOption<Integer> RESTARTS =
      key("job.restarts")
          .intType()
          .defaultValue(10)
          .withDescription(
              "Restarts in a row after which the job gives up. They wait 1 s to 1 min; an hour"
                  + " without a failure starts the count again. 0 for none.");

  public static final ConfigOption<Boolean> CHECK_CLUSTER =
      key("job.check-cluster")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a submission is refused if the Flink configuration that it reads lacks what"
                  + " the job needs.");

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription("Kafka brokers, host:port, separated by commas.");

  public static final ConfigOption<String> KAFKA_PROPERTIES_FILE =
      key("kafka.properties-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File of Kafka clients' properties, such as the client.properties of Kafka's own tools"
                  + " (its bootstrap.servers is not used). Its secrets never leave it: every process"
                  + " of the job reads them from a file at the same path.");

  public static final ConfigOption<Duration> KAFKA_TIMEOUT =
      key("kafka.timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(15))
          .withDescription(
              "Time that the brokers have to answer before the job starts; while the control topic"
                  + " is read, for the next of its records.");

  public static final ConfigOption<String> FRAMES =
      key("topics.frames")
          .stringType()
          .defaultValue("video.frames")
          .withDescription("Topic to read frames from.");

  public static final ConfigOption<String> DETECTIONS =
      key("topics.detections")
          .stringType()
          .defaultValue("video.detections")
          .withDescription("Topic to write detections to; used if detector.enabled.");

  public static final ConfigOption<String> DETECTIONS_SHADOW =
      key("topics.detections-shadow")
          .stringType()
          .defaultValue("video.detections.shadow")
          .withDescription(
              "Topic to write a shadow's detections to; used if model-swap.enabled and"
                  + " detector.enabled.");

  public static final ConfigOption<String> CLASSIFICATIONS =
      key("topics.classifications")
          .stringType()
          .defaultValue("video.classifications")
          .withDescription(
              "Topic to write classifications to; used unless classifier.mode is off.");

  public static final ConfigOption<String> SEGMENTATIONS =
      key("topics.segmentations")
          .stringType()
          .defaultValue("video.segmentations")
          .withDescription("Topic to write segmentations to; used if segmenter.enabled.");

  public static final ConfigOption<String> TRACKS =
      key("topics.tracks")
          .stringType()
          .defaultValue("video.tracks")
          .withDescription("Topic to write tracks to; used if tracking.enabled.");

  public static final ConfigOption<String> EVENTS =
      key("topics.events")
          .stringType()
          .defaultValue("video.events")
          .withDescription(
              "Topic to write events of zones, lines and cameras to; used if tracking.enabled.");

  public static final ConfigOption<String> COUNTS =
      key("topics.counts")
          .stringType()
          .defaultValue("video.counts")
          .withDescription(
              "Topic to write counts of zones and classes to, one record per window of"
                  + " tracking.count-every; used if tracking.enabled.");

  public static final ConfigOption<String> CONTROL =
      key("topics.control")
          .stringType()
          .defaultValue("video.control")
          .withDescription(
              "Topic to read zones and lines (docs/tracking.md, if tracking.enabled) and models"
                  + " (docs/models.md, if model-swap.enabled) from while the job runs.");

  public static final ConfigOption<String> DEAD_LETTERS =
      key("topics.dead-letters")
          .stringType()
          .defaultValue("video.dead-letters")
          .withDescription(
              "Topic for frames and control records that cannot be processed, as they came. It"
                  + " should take records as large as topics.frames does (max.message.bytes).");

  public static final ConfigOption<String> GROUP_ID =
      key("source.group-id")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Consumer group; its offsets are committed at each checkpoint. A job does not start"
                  + " while another one runs with it. By default the value of job.name.");

  public static final ConfigOption<Start> START =
      key("source.start")
          .enumType(Start.class)
          .defaultValue(Start.COMMITTED)
          .withDescription(
              "Where a job without a checkpoint begins: committed (where the group stopped, or at"
                  + " the earliest record), earliest or latest. Kafka learns of the group's progress"
                  + " in the background, so some frames may come again; a job that starts from its"
                  + " own checkpoint or savepoint goes on exactly.");

  public static final ConfigOption<Boolean> BOUNDED =
      key("source.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the job ends at the end that the topic has when the job starts.");

  public static final ConfigOption<DeliveryGuarantee> GUARANTEE =
      key("delivery.guarantee")
          .enumType(DeliveryGuarantee.class)
          .defaultValue(DeliveryGuarantee.EXACTLY_ONCE)
          .withDescription(
              "exactly-once: results appear once to readers with isolation.level=read_committed,"
                  + " at the latest one checkpoint.interval after they were made. at-least-once:"
                  + " results appear at once, and again after a failure. none: results may be lost"
                  + " after a failure.");

  public static final ConfigOption<String> TRANSACTION_PREFIX =
      key("delivery.transaction-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Begin of the transactional ids. Jobs that write to the same brokers at the same time"
                  + " need different ones, and a job does not start while another one runs with"
                  + " its; a restarted job needs the one it had. By default the value of job.name.");

  public static final ConfigOption<TransactionNamingStrategy> TRANSACTION_NAMING =
      key("delivery.transaction-naming")
          .enumType(TransactionNamingStrategy.class)
          .defaultValue(TransactionNamingStrategy.POOLING)
          .withDescription(
              "pooling: few transactional ids, used again; for a cluster of this job's own."
                  + " incrementing: a new one for each checkpoint; for a session cluster, where"
                  + " pooling leaks a thread per job.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      key("delivery.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription(
              "Time after which the broker drops an open transaction and its results are lost."
                  + " At most the brokers' transaction.max.timeout.ms, and more than"
                  + " checkpoint.interval and the longest restart together.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "Time between checkpoints; with exactly-once also the longest extra delay of a"
                  + " result.");

  public static final ConfigOption<Duration> CHECKPOINT_TIMEOUT =
      key("checkpoint.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription("Time after which a checkpoint counts as failed.");

  private JobConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        NAME,
        PARALLELISM,
        RESTARTS,
        CHECK_CLUSTER,
        BOOTSTRAP_SERVERS,
        KAFKA_PROPERTIES_FILE,
        KAFKA_TIMEOUT,
        FRAMES,
        DETECTIONS,
        DETECTIONS_SHADOW,
        CLASSIFICATIONS,
        SEGMENTATIONS,
        TRACKS,
        EVENTS,
        COUNTS,
        CONTROL,
        DEAD_LETTERS,
        GROUP_ID,
        START,
        BOUNDED,
        GUARANTEE,
        TRANSACTION_PREFIX,
        TRANSACTION_NAMING,
        TRANSACTION_TIMEOUT,
        CHECKPOINT_INTERVAL,
        CHECKPOINT_TIMEOUT);
  }

  /** Values of {@link #START}. */
  public enum Start {
    COMMITTED,
    EARLIEST,
    LATEST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
