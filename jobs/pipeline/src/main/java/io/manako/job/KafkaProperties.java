package io.manako.job;

import io.manako.model.TextFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Properties of Kafka's clients. Secrets are replaced by references in the notation of Kafka's own
 * config providers. Each client resolves them in the process that makes it, so that the job's
 * graph, Flink's page and the logs never hold them.
 */
public final class KafkaProperties {
  private static final String PROVIDERS = "config.providers";

  private KafkaProperties() {}

  /**
   * Joins single properties and a file.
   *
   * @param given properties by the client's own keys, which override the file
   * @param file file in Java's format for properties, such as the {@code client.properties} of
   *     Kafka's tools, or null. The secrets stay there, and every process of the job must be able
   *     to read the file
   * @throws IllegalArgumentException with a sentence if the file cannot be read, or if a given
   *     property holds a secret
   */
  public static Properties of(Map<String, String> given, @Nullable Path file) {
    Properties properties = new Properties();
    if (file != null) {
      addFile(file.toAbsolutePath().normalize(), properties);
    }
    given.forEach(
        (key, value) -> {
          PlainSecrets.refuse(JobConfigOptions.KAFKA_PREFIX + key, value);
          properties.setProperty(key, value);
        });
    addProviders(properties);
    return properties;
  }

  private static void addFile(Path file, Properties properties) {
    if (file.toString().contains(":") || file.toString().contains("}")) {
      throw new IllegalArgumentException(
          "Option 'kafka.properties-file' is " + file + "; its path may have no ':' and no '}'.");
    }
    try {
      Properties held = new Properties();
      held.load(new StringReader(TextFile.read(file)));
      for (String key : held.stringPropertyNames()) {
        String value = held.getProperty(key);
        properties.setProperty(
            key, PlainSecrets.inKafka(key, value) ? reference(file, key) : value);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Option 'kafka.properties-file' is %s, which cannot be read as properties: %s. Name a file with lines such as security.protocol=SASL_SSL."
              .formatted(file, reason(e)),
          e);
    }
  }

  /** Describes a malformed property without quoting it. The JDK's own words may quote a secret. */
  private static String reason(Exception e) {
    return e instanceof TextFile.EncodingException
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }

  /**
   * Returns the reference to a secret in the file. Kafka's own provider reads the file in each
   * client, and takes a byte order mark for a part of the first key.
   */
  private static String reference(Path file, String key) throws IOException {
    Properties asKafkaReadsIt = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      asKafkaReadsIt.load(reader);
    }
    String name = asKafkaReadsIt.containsKey(key) ? key : '\uFEFF' + key;
    return "${file:%s:%s}".formatted(file, name);
  }

  /** Adds the providers that resolve references; a user's own providers stay. */
  private static void addProviders(Properties properties) {
    String own = properties.getProperty(PROVIDERS, "");
    properties.setProperty(
        PROVIDERS,
        Stream.concat(Stream.of(own.split(",", -1)), providers().keySet().stream().sorted())
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .collect(Collectors.joining(",")));
    providers()
        .forEach(
            (name, provider) ->
                properties.putIfAbsent(
                    PROVIDERS + "." + name + ".class", provider.getClass().getName()));
  }

  private static Map<String, ConfigProvider> providers() {
    return Map.of(
        "env", new EnvVarConfigProvider(),
        "file", new FileConfigProvider(),
        "directory", new DirectoryConfigProvider());
  }

  /**
   * Checks that every secret is where its reference points. Kafka itself would use an unresolved
   * reference as the secret, and report a wrong password.
   *
   * @throws IllegalArgumentException with a sentence that names the place
   */
  public static void requireSecrets(Map<?, ?> properties) {
    Map<String, ConfigProvider> providers = providers();
    providers.values().forEach(provider -> provider.configure(Map.of()));
    ConfigTransformer transformer = new ConfigTransformer(providers);
    Map<String, String> referring = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (PlainSecrets.REFERENCE.matcher(String.valueOf(value)).find()) {
            referring.put(key.toString(), value.toString());
          }
        });
    referring.forEach((key, value) -> requireSecret(transformer, key, value));
  }

  private static void requireSecret(ConfigTransformer transformer, String key, String value) {
    Matcher references = PlainSecrets.REFERENCE.matcher(value);
    while (references.find()) {
      String reference = references.group();
      String provider = reference.substring(2, reference.indexOf(':'));
      if (providers().containsKey(provider) && !leads(transformer, reference)) {
        throw new IllegalArgumentException(
            "Kafka's property %s refers to %s, which is not there%s."
                .formatted(
                    key,
                    reference,
                    provider.equals("env")
                        ? "; set that variable in the environment of every process of the job"
                        : "; put the file where every process of the job can read it"));
      }
    }
  }

  private static boolean leads(ConfigTransformer transformer, String reference) {
    try {
      String found = transformer.transform(Map.of("found", reference)).data().get("found");
      return found != null && !found.equals(reference);
    } catch (ConfigException e) {
      return false;
    }
  }
}
