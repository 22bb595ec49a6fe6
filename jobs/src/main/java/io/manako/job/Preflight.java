package io.manako.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers, before a job starts, for what would otherwise fail it again and again. */
final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  /** What a broker takes unless it is told otherwise, {@code message.max.bytes}. */
  private static final int BROKER_MAX_BYTES = 1_048_588;

  private final JobOptions options;

  Preflight(JobOptions options) {
    this.options = options;
  }

  /**
   * Checks that the brokers answer, that the topics are there and that transactions may stay open
   * as long as they must.
   *
   * @return the bytes that the dead letters' topic takes in one record
   * @throws PreflightException a sentence for the user
   */
  int check() {
    Properties properties = options.kafkaProperties();
    String timeout = String.valueOf(options.get(JobConfigOptions.KAFKA_TIMEOUT).toMillis());
    properties.setProperty("default.api.timeout.ms", timeout);
    properties.setProperty("request.timeout.ms", timeout);
    try (Admin admin = Admin.create(properties)) {
      checkTopics(admin);
      if (options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE) {
        checkTransactionTimeout(admin);
      }
      return deadLetterBytes(admin);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private void checkTopics(Admin admin) {
    List<String> missing = new ArrayList<>();
    admin
        .describeTopics(topics())
        .topicNameValues()
        .forEach(
            (name, description) -> {
              try {
                await(description);
              } catch (UnknownTopicOrPartitionException e) {
                missing.add(name);
              }
            });
    if (!missing.isEmpty()) {
      throw new PreflightException(
          "Kafka at %s has no topic %s. Create it, for instance with 'kafka-topics.sh --create --topic %s --bootstrap-server %s', or name another with -D topics.…=NAME."
              .formatted(servers(), String.join(", ", missing), missing.get(0), servers()));
    }
  }

  private void checkTransactionTimeout(Admin admin) {
    String brokerId;
    try {
      brokerId = await(admin.describeCluster().nodes()).iterator().next().idString();
    } catch (AuthorizationException e) {
      LOG.warn("Kafka does not tell its transaction.max.timeout.ms: {}", e.getMessage());
      return;
    }
    String key = "transaction.max.timeout.ms";
    Long most = number(admin, new ConfigResource(ConfigResource.Type.BROKER, brokerId), key);
    long wanted = options.get(JobConfigOptions.TRANSACTION_TIMEOUT).toMillis();
    if (most != null && wanted > most) {
      throw new PreflightException(
          "Option 'delivery.transaction-timeout' is %d ms, but Kafka at %s allows at most %d ms (%s). Lower the option or raise the brokers' limit."
              .formatted(wanted, servers(), most, key));
    }
  }

  private int deadLetterBytes(Admin admin) {
    Long frames = maxBytes(admin, options.get(JobConfigOptions.FRAMES));
    Long letters = maxBytes(admin, options.get(JobConfigOptions.DEAD_LETTERS));
    if (letters == null) {
      return BROKER_MAX_BYTES;
    }
    if (frames != null && letters < frames) {
      LOG.warn(
          "Topic {} takes records of {} bytes, but {} of {}: larger dead letters come without"
              + " their value. Raise max.message.bytes of the first.",
          options.get(JobConfigOptions.DEAD_LETTERS),
          letters,
          options.get(JobConfigOptions.FRAMES),
          frames);
    }
    return (int) Math.min(Integer.MAX_VALUE, letters);
  }

  private static @Nullable Long maxBytes(Admin admin, String topic) {
    return number(admin, new ConfigResource(ConfigResource.Type.TOPIC, topic), "max.message.bytes");
  }

  /** A setting of a broker or topic, or null if Kafka does not tell. */
  private static @Nullable Long number(Admin admin, ConfigResource resource, String key) {
    try {
      Map<ConfigResource, Config> configs = await(admin.describeConfigs(List.of(resource)).all());
      Config config = configs.get(resource);
      ConfigEntry entry = config == null ? null : config.get(key);
      return entry == null || entry.value() == null ? null : Long.valueOf(entry.value());
    } catch (AuthorizationException e) {
      LOG.warn("Kafka does not tell {} of {}: {}", key, resource, e.getMessage());
      return null;
    }
  }

  private Collection<String> topics() {
    Set<String> names = new LinkedHashSet<>();
    names.add(options.get(JobConfigOptions.FRAMES));
    names.add(options.get(JobConfigOptions.DEAD_LETTERS));
    if (options.inference().detector() != null) {
      names.add(options.get(JobConfigOptions.DETECTIONS));
    }
    if (options.inference().classifier() != null) {
      names.add(options.get(JobConfigOptions.CLASSIFICATIONS));
    }
    if (options.inference().segmenter() != null) {
      names.add(options.get(JobConfigOptions.SEGMENTATIONS));
    }
    if (options.tracks()) {
      names.add(options.get(JobConfigOptions.TRACKS));
      names.add(options.get(JobConfigOptions.EVENTS));
      names.add(options.get(JobConfigOptions.COUNTS));
    }
    if (options.swaps() && options.inference().detector() != null) {
      names.add(options.get(JobConfigOptions.DETECTIONS_SHADOW));
    }
    if (options.tracks() || options.swaps()) {
      names.add(options.get(JobConfigOptions.CONTROL));
    }
    return names;
  }

  private PreflightException unreachable(KafkaException e) {
    String hint =
        "Is it running, and is kafka.bootstrap-servers right? './manako broker' starts one.";
    return new PreflightException(
        e instanceof TimeoutException
            ? "Kafka at %s did not answer within %d s. %s"
                .formatted(servers(), options.get(JobConfigOptions.KAFKA_TIMEOUT).toSeconds(), hint)
            : "Kafka at %s cannot be used: %s. %s".formatted(servers(), reason(e), hint),
        e);
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private String servers() {
    return options.get(JobConfigOptions.BOOTSTRAP_SERVERS);
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreflightException("Interrupted while asking Kafka.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new PreflightException("Kafka answered with an error: " + e.getCause(), e);
    }
  }
}
