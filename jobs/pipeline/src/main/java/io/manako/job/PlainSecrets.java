package io.manako.job;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Finds secrets in the value of an option, which a list of processes, Flink's page or a log would
 * show. A user writes a reference to the secret's place instead.
 */
public final class PlainSecrets {
  /** Reference in the notation of Kafka's config providers, such as {@code ${env:NAME}}. */
  static final Pattern REFERENCE = Pattern.compile("\\$\\{[^:}]+:[^}]+}");

  private static final String JAAS = "sasl.jaas.config";
  private static final Pattern SUSPICIOUS = Pattern.compile("(?i)password|secret|passphrase");

  /** Secret in a line for a login module: its name and its value, quoted or not. */
  private static final Pattern IN_JAAS =
      Pattern.compile(
          "(?i)[\\w.]*(?:password|secret|passphrase|token)\\w*\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s;]+)");

  /** Certificates, whose type in Kafka is password so that they may have several lines. */
  private static final Set<String> CERTIFICATES =
      Set.of("ssl.truststore.certificates", "ssl.keystore.certificate.chain");

  private static final Set<String> KAFKAS =
      Stream.of(
              AdminClientConfig.configDef(), ProducerConfig.configDef(), ConsumerConfig.configDef())
          .flatMap(definition -> definition.configKeys().values().stream())
          .filter(key -> key.type == ConfigDef.Type.PASSWORD)
          .map(key -> key.name)
          .filter(name -> !CERTIFICATES.contains(name))
          .collect(Collectors.toUnmodifiableSet());

  private PlainSecrets() {}

  /** Returns whether a property of a Kafka client shows a secret. */
  static boolean inKafka(String key, String value) {
    if (key.equals(JAAS)) {
      return IN_JAAS.matcher(value).results().anyMatch(PlainSecrets::isPlain);
    }
    boolean secret = KAFKAS.contains(key) || SUSPICIOUS.matcher(key).find();
    return secret && !REFERENCE.matcher(value.strip()).matches();
  }

  /**
   * Returns whether a setting of Flink shows a secret, by the keys that Flink itself hides on its
   * page.
   */
  static boolean inFlink(String key, String value) {
    boolean harmless = value.equals("true") || value.equals("false");
    return GlobalConfiguration.isSensitive(key) && !harmless;
  }

  /**
   * Refuses a secret of an option.
   *
   * @throws IllegalArgumentException with a sentence without the secret
   */
  public static void refuse(String option, String value) {
    if (option.startsWith(JobConfigOptions.KAFKA_PREFIX)
        && inKafka(option.substring(JobConfigOptions.KAFKA_PREFIX.length()), value)) {
      throw new IllegalArgumentException(
          "Option '"
              + option
              + "' holds a secret in plain text, visible to everyone who may list processes or open"
              + " Flink's page. Write where it is kept instead: ${env:NAME} for a variable of the"
              + " environment, ${file:/path/to.properties:KEY} or ${directory:/path:FILE}, or name"
              + " a file with all of Kafka's settings by 'kafka.properties-file'.");
    }
    if (option.startsWith(JobConfigOptions.FLINK_PREFIX)
        && inFlink(option.substring(JobConfigOptions.FLINK_PREFIX.length()), value)) {
      throw new IllegalArgumentException(
          "Option '"
              + option
              + "' holds a secret in plain text. Move it into Flink's own configuration file, which"
              + " hides it on Flink's page.");
    }
  }

  private static boolean isPlain(MatchResult attribute) {
    String value = attribute.group(1);
    String bare = value.replaceAll("^[\"']|[\"']$", "");
    // tokenauth=true states that a delegation token is used, but not which.
    return !bare.equals("true") && !bare.equals("false") && !REFERENCE.matcher(bare).matches();
  }
}
