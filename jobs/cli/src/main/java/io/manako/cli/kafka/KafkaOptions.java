package io.manako.cli.kafka;

import io.manako.cli.defaults.JobDefault;
import io.manako.job.KafkaProperties;
import io.manako.local.kafka.TopicCreation;
import io.manako.local.terminal.CommandException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the connection to Kafka. */
public final class KafkaOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @JobDefault("kafka.bootstrap-servers")
  @Option(
      names = {"-b", "--bootstrap"},
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (default: ${DEFAULT-VALUE}).")
  private String bootstrap = "";

  @Option(
      names = {"-P", "--kafka-property"},
      paramLabel = "KEY=VALUE",
      description = {
        "Any Kafka client property, such as security.protocol=SASL_SSL. Repeatable. Secrets in it"
            + " are",
        "refused: write where the secret is kept, such as $${env:NAME}."
      })
  private Map<String, String> properties = Map.of();

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description =
          "File of Kafka client properties, such as the client.properties of Kafka's" + " tools.")
  private @Nullable Path file;

  public String bootstrap() {
    return bootstrap;
  }

  /** Returns properties for any Kafka client. */
  public Map<String, Object> client() {
    Map<String, Object> config = new HashMap<>();
    KafkaProperties.of(properties, file).forEach((key, value) -> config.put((String) key, value));
    KafkaProperties.requireSecrets(config);
    config.put("bootstrap.servers", bootstrap);
    return config;
  }

  /**
   * Checks that topics exist.
   *
   * @param partitions partitions of the topics to create; 0 to fail instead
   * @throws CommandException with a sentence if a topic is missing or no broker answers
   */
  public void requireTopics(int partitions, Collection<String> topics) throws InterruptedException {
    Map<String, Object> config = client();
    config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    config.put("request.timeout.ms", (int) PATIENCE.toMillis());
    try (Admin admin = Admin.create(config)) {
      Set<String> existing = admin.listTopics().names().get();
      Set<String> missing = new TreeSet<>(topics);
      missing.removeAll(existing);
      if (partitions > 0) {
        for (String topic : missing) {
          TopicCreation.create(admin, new NewTopic(topic, partitions, (short) -1));
        }
      } else if (!missing.isEmpty()) {
        requireRights(admin, missing);
        throw missingTopics(missing, existing);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthenticationException refusal) {
        throw new CommandException(
            ("Kafka at %s refuses the login: %s. Check the user, the secret and the certificates in"
                    + " -P or --kafka-properties.")
                .formatted(bootstrap, refusal.getMessage()),
            e);
      }
      throw new CommandException(
          "no Kafka broker answers at %s%s. Start one with ./manako broker, or name yours with --bootstrap."
              .formatted(bootstrap, why(e.getCause())),
          e);
    }
  }

  /** Fails if topics may not be used. A topic that the client may not see is not listed either. */
  private void requireRights(Admin admin, Set<String> topics) throws InterruptedException {
    for (String topic : topics) {
      try {
        admin.describeTopics(List.of(topic)).allTopicNames().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          throw new CommandException(
              "Kafka at %s does not allow this client to use topic %s. docs/SECURITY.md lists the rights that are needed."
                  .formatted(bootstrap, topic),
              e);
        }
      }
    }
  }

  private static String why(Throwable cause) {
    return cause instanceof TimeoutException ? "" : " (" + cause.getMessage() + ")";
  }

  private CommandException missingTopics(Set<String> missing, Set<String> existing) {
    String has = existing.isEmpty() ? "none" : String.join(", ", new TreeSet<>(existing));
    return new CommandException(
        "topic %s does not exist at %s (it has: %s). Create it, or let --create-topics do that."
            .formatted(String.join(", ", missing), bootstrap, has));
  }
}
