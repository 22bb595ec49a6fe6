package io.manako.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the brokers, before a job starts, for everything that would otherwise fail it again and
 * again.
 */
final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  /** Largest record of a broker with default settings, {@code message.max.bytes}. */
  private static final int BROKER_MAX_BYTES = 1_048_588;

  private final JobOptions options;
  private final @Nullable String self;

  Preflight(JobOptions options) {
    this(options, null);
  }

  /**
   * Prepares a check.
   *
   * @param self the job's id in Flink, if it is known before the start, or null. A JobManager that
   *     takes over starts the same job again while its tasks may still run
   */
  Preflight(JobOptions options, @Nullable String self) {
    this.options = options;
    this.self = self;
  }

  /**
   * Checks that the brokers answer, that the topics exist, that no other job runs under the same
   * names and that transactions may stay open as long as they must.
   *
   * @return largest record of the dead letters' topic, in bytes
   * @throws PreflightException with a sentence for the user
   */
  int check() {
    Properties properties = options.kafkaProperties();
    requireSecrets(properties);
    String timeout = String.valueOf(options.get(JobConfigOptions.KAFKA_TIMEOUT).toMillis());
    properties.setProperty("default.api.timeout.ms", timeout);
    properties.setProperty("request.timeout.ms", timeout);
    try (Admin admin = Admin.create(properties)) {
      RightsCheck rights = new RightsCheck(options, admin);
      checkTopics(admin, rights);
      rights.check();
      new NeighbourCheck(options, admin, self).check();
      new RetentionCheck(admin).warnings(TopicUse.of(options)).forEach(LOG::warn);
      if (options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE) {
        checkTransactionTimeout(admin);
      }
      return deadLetterBytes(admin);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private void checkTopics(Admin admin, RightsCheck rights) {
    List<String> missing = new ArrayList<>();
    List<TopicUse> uses = TopicUse.of(options);
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin
            .describeTopics(
                uses.stream().map(TopicUse::name).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (TopicUse use : uses) {
      try {
        rights.look(use, await(Objects.requireNonNull(descriptions.get(use.name()))));
      } catch (UnknownTopicOrPartitionException e) {
        missing.add(use.name());
      } catch (TopicAuthorizationException e) {
        rights.refused(use);
      }
    }
    if (!missing.isEmpty()) {
      throw new PreflightException(
          "Kafka at %s has no topic %s. Create it, for instance with 'kafka-topics.sh --create --topic %s --bootstrap-server %s', or name another with -D topics.…=NAME."
              .formatted(servers(), String.join(", ", missing), missing.get(0), servers()));
    }
  }

  private static void requireSecrets(Properties properties) {
    try {
      KafkaProperties.requireSecrets(properties);
    } catch (IllegalArgumentException e) {
      throw new PreflightException(String.valueOf(e.getMessage()), e);
    }
  }

  private void checkTransactionTimeout(Admin admin) {
    String brokerId;
    try {
      brokerId = await(admin.describeCluster().nodes()).iterator().next().idString();
    } catch (AuthorizationException e) {
      LOG.warn("Kafka does not report its transaction.max.timeout.ms: {}", e.getMessage());
      return;
    }
    String key = "transaction.max.timeout.ms";
    Long most = number(admin, new ConfigResource(ConfigResource.Type.BROKER, brokerId), key);
    long wanted = options.get(JobConfigOptions.TRANSACTION_TIMEOUT).toMillis();
    if (most != null && wanted > most) {
      throw new PreflightException(
          String.format(
              Locale.ROOT,
              "Option 'delivery.transaction-timeout' is %d ms, but Kafka at %s allows at most %d ms (%s). Lower the option or raise the brokers' limit.",
              wanted,
              servers(),
              most,
              key));
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
          "Topic {} accepts records of {} bytes, but {} of {}: larger dead letters are written"
              + " without their value. Raise max.message.bytes of the first.",
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

  /** Returns a setting of a broker or topic, or null if Kafka does not report it. */
  private static @Nullable Long number(Admin admin, ConfigResource resource, String key) {
    try {
      Map<ConfigResource, Config> configs = await(admin.describeConfigs(List.of(resource)).all());
      Config config = configs.get(resource);
      ConfigEntry entry = config == null ? null : config.get(key);
      return entry == null || entry.value() == null ? null : Long.valueOf(entry.value());
    } catch (AuthorizationException e) {
      LOG.warn("Kafka does not report {} of {}: {}", key, resource, e.getMessage());
      return null;
    }
  }

  private PreflightException unreachable(KafkaException e) {
    String hint =
        "Is it running, and are kafka.bootstrap-servers and security.protocol right? './manako broker' starts one.";
    if (e instanceof SaslAuthenticationException) {
      return new PreflightException(
          ("Kafka at %s refuses the login: %s. Check the user and the secret in kafka.properties.*"
                  + " or kafka.properties-file.")
              .formatted(servers(), e.getMessage()),
          e);
    }
    if (e instanceof SslAuthenticationException) {
      return new PreflightException(
          "Kafka at %s has a certificate that is not trusted, or trusts none of ours: %s. Check ssl.truststore.* and ssl.keystore.* in kafka.properties.* or kafka.properties-file."
              .formatted(servers(), reason(e)),
          e);
    }
    return new PreflightException(
        e instanceof TimeoutException
            ? String.format(
                Locale.ROOT,
                "Kafka at %s did not answer within %d s. %s",
                servers(),
                options.get(JobConfigOptions.KAFKA_TIMEOUT).toSeconds(),
                hint)
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

  /** Returns Kafka's answer; an error from Kafka is thrown unchanged. */
  static <T> T await(KafkaFuture<T> future) {
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
