package io.manako.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Entry point of {@code flink run}. The class is compiled for Java 11 and needs no library, so that
 * an old Java and a missing jar end with a sentence and not with a linkage error.
 */
public final class Main {
  /** Oldest Java that the job runs on. */
  private static final int JAVA = 17;

  private Main() {}

  /**
   * Starts the job and returns; the cluster runs it.
   *
   * @throws IllegalStateException with a sentence if Java is too old or a library is missing
   * @throws Exception with a sentence if an option, the cluster or Kafka is not as it must be
   */
  public static void main(String[] args) throws Exception {
    requireJava(Runtime.version().feature());
    requireLibraries(Main.class.getClassLoader());
    Submission.submit(args);
  }

  static void requireJava(int version) {
    if (version < JAVA) {
      throw new IllegalStateException(
          String.format(
              "Manako needs Java %d or later and this is Java %d. Start Flink and its client with a"
                  + " newer one: env.java.home in Flink's configuration, or JAVA_HOME.",
              JAVA, version));
    }
  }

  static void requireLibraries(ClassLoader loader) {
    libraries()
        .forEach(
            (type, jar) -> {
              try {
                Class.forName(type, false, loader);
              } catch (ClassNotFoundException | LinkageError e) {
                throw new IllegalStateException(
                    String.format(
                        "The class %s is missing: %s is not on Flink's class path. Copy the"
                            + " distribution's lib/*.jar into lib/ of Flink, on the client, the"
                            + " JobManager and every TaskManager, and restart them.",
                        type, jar),
                    e);
              }
            });
  }

  /** Returns one class of each library that every job needs, and its jar. */
  private static Map<String, String> libraries() {
    Map<String, String> libraries = new LinkedHashMap<>();
    libraries.put("picocli.CommandLine", "picocli-*.jar");
    libraries.put("com.fasterxml.jackson.databind.ObjectMapper", "jackson-databind-*.jar");
    libraries.put(
        "com.fasterxml.jackson.dataformat.yaml.YAMLFactory", "jackson-dataformat-yaml-*.jar");
    libraries.put("org.apache.kafka.clients.admin.Admin", "kafka-clients-*.jar");
    libraries.put(
        "org.apache.flink.connector.kafka.source.KafkaSource", "flink-connector-kafka-*.jar");
    return libraries;
  }
}
