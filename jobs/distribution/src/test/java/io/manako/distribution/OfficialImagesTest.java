package io.manako.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.local.process.ChildJvm;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kafka.docker.KafkaDockerWrapper;
import kafka.server.KafkaConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.runtime.util.bash.FlinkConfigLoader;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * What {@code docker/compose.official.yml} tells the images of Kafka and Flink, given to the same
 * code of theirs that reads it when such an image starts.
 */
class OfficialImagesTest {
  private static final Path DOCKER = Path.of("..", "..", "docker");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:-(.*)}");

  @TempDir Path folder;

  @Test
  void theImagesAreOfTheVersionsThatTheJobIsBuiltWith() throws IOException {
    String flink = "flink:" + EnvironmentInformation.getVersion() + "-java17";
    String kafka = "apache/kafka:" + AppInfoParser.getVersion();

    assertThat(Files.readString(DOCKER.resolve("Dockerfile")))
        .contains("ARG FLINK=" + flink + "\n")
        .contains("ARG KAFKA=" + kafka + "\n");
    assertThat(argument("kafka", "KAFKA")).isEqualTo(kafka);
    assertThat(argument("jobmanager", "FLINK")).isEqualTo(flink);
    assertThat(argument("taskmanager", "FLINK")).isEqualTo(flink);
  }

  /** The image's entrypoint sets these three keys and writes the file anew. */
  @Test
  void flinksEntrypointKeepsTheConfiguration() throws Exception {
    Configuration ours = GlobalConfiguration.loadConfiguration(DOCKER.resolve("flink").toString());
    List<String> written =
        FlinkConfigLoader.loadAndModifyConfiguration(
            new String[] {
              "--configDir",
              DOCKER.resolve("flink").toString(),
              "-Djobmanager.rpc.address="
                  + map(service("jobmanager"), "environment").get("JOB_MANAGER_RPC_ADDRESS"),
              "-Dblob.server.port=6124",
              "-Dquery.server.port=6125"
            });
    Files.write(folder.resolve("config.yaml"), written);

    Map<String, String> read = GlobalConfiguration.loadConfiguration(folder.toString()).toMap();
    Map<String, String> expected = new HashMap<>(ours.toMap());
    expected.put("blob.server.port", "6124");
    expected.put("query.server.port", "6125");
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void flinksScriptsComeToTheSizesOfOurOwnImageAndStayWithinTheLimits() throws IOException {
    Configuration config =
        GlobalConfiguration.loadConfiguration(DOCKER.resolve("flink").toString());
    TaskExecutorProcessSpec worker = TaskExecutorProcessUtils.processSpecFromConfig(config);
    JobManagerProcessSpec master = JobManagerProcessUtils.processSpecFromConfig(config);

    String jvm = Files.readString(DOCKER.resolve("jvm/taskmanager"));
    for (String size : ProcessMemoryUtils.generateJvmParametersStr(worker).split(" ", -1)) {
      String flag = size.replaceAll("\\d+$", "");
      MemorySize bytes = MemorySize.parse(size.substring(flag.length()));
      assertThat(jvm).contains("\n" + flag + bytes.getMebiBytes() + "m\n");
    }
    assertThat(worker.getTotalProcessMemorySize()).isLessThan(MemorySize.parse("3g"));
    assertThat(master.getTotalProcessMemorySize()).isLessThan(MemorySize.parse("1g"));
  }

  @Test
  void kafkasEntrypointMakesAConfigurationThatABrokerTakes() throws Exception {
    Path defaults = Files.createDirectory(folder.resolve("defaults"));
    for (String file : List.of("server.properties", "log4j2.yaml", "tools-log4j2.yaml")) {
      Files.writeString(defaults.resolve(file), "");
    }
    Path written = Files.createDirectory(folder.resolve("final"));
    Path data = folder.resolve("data");

    setUp(defaults, written, data);

    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(written.resolve("server.properties"))) {
      properties.load(reader);
    }
    assertThat(data.resolve("meta.properties")).content().contains("node.id=1");
    KafkaConfig broker = new KafkaConfig(properties);
    assertThat(broker.nodeId()).isEqualTo(1);
    assertThat(properties.getProperty("listeners"))
        .isEqualTo("PLAINTEXT://:9092,CONTROLLER://:9093");
    assertThat(properties.getProperty("advertised.listeners")).isEqualTo("PLAINTEXT://kafka:9092");
    assertThat(broker.autoCreateTopicsEnable()).isFalse();
    assertThat(broker.messageMaxBytes()).isEqualTo(32 << 20);
    assertThat(properties).doesNotContainKey("heap.opts");
  }

  /** As the image's launch script does, with the environment of the compose file. */
  private void setUp(Path defaults, Path written, Path data) throws Exception {
    List<String> program =
        List.of(
            KafkaDockerWrapper.class.getName(),
            "setup",
            "--default-configs-dir",
            defaults.toString(),
            "--mounted-configs-dir",
            folder.resolve("mounted").toString(),
            "--final-configs-dir",
            written.toString());
    ProcessBuilder builder =
        new ChildJvm.Launch(List.of(), ChildJvm.ownClassPath(), program).builder();
    Map<String, Object> environment = map(service("kafka"), "environment");
    environment.forEach((name, value) -> builder.environment().put(name, String.valueOf(value)));
    builder.environment().put("KAFKA_LOG_DIRS", data.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String argument(String service, String name) throws IOException {
    String text = (String) map(map(service(service), "build"), "args").get(name);
    Matcher matcher = DEFAULT.matcher(String.valueOf(text));
    assertThat(matcher.matches()).as(text).isTrue();
    return matcher.group(1);
  }

  private static Map<String, Object> service(String name) throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(DOCKER.resolve("compose.official.yml")));
    return map(map(file, "services"), name);
  }

  @SuppressWarnings("unchecked") // YAML has no types
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.get(key);
  }
}
