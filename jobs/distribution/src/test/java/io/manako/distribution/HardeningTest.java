package io.manako.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.job.Failover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JMXServerOptions;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What docs/SECURITY.md promises of the files in {@code docker/} and {@code config/}. */
class HardeningTest {
  private static final Path DOCKER = Path.of("..", "..", "docker");

  @Test
  void noServiceMayMoreThanItMust() throws IOException {
    Map<String, Map<String, Object>> services = services("compose.yml");
    assertThat(services).hasSizeGreaterThan(8);
    services.forEach(
        (name, service) -> {
          assertThat(service).as(name).containsEntry("read_only", true);
          assertThat(service).as(name).containsEntry("cap_drop", List.of("ALL"));
          assertThat(service)
              .as(name)
              .containsEntry("security_opt", List.of("no-new-privileges:true"));
          assertThat(service)
              .as(name)
              .containsKeys("mem_limit", "pids_limit", "networks")
              .doesNotContainKeys(
                  "privileged", "cap_add", "devices", "network_mode", "user", "pid");
          assertThat(list(service, "ports")).as(name).allMatch(p -> p.startsWith("127.0.0.1:"));
          assertThat(list(service, "volumes")).as(name).noneMatch(v -> v.contains("docker.sock"));
        });
  }

  @Test
  void whatCamerasAndViewersReachIsNotFlink() throws IOException {
    Map<String, Map<String, Object>> services = services("compose.yml");
    for (String flinks : List.of("jobmanager", "taskmanager", "job")) {
      assertThat(list(services.get(flinks), "networks")).contains("flink").doesNotContain("inside");
    }
    for (String other : List.of("camera-1", "camera-2", "dashboard", "topics", "grafana")) {
      assertThat(list(services.get(other), "networks")).contains("inside").doesNotContain("flink");
    }
    Map<String, Object> file = new Yaml().load(Files.readString(DOCKER.resolve("compose.yml")));
    assertThat(file.get("networks").toString())
        .contains("inside={internal=true}", "flink={internal=true}");
    // Flink's RPC, blob and data ports are published nowhere.
    assertThat(list(services.get("jobmanager"), "ports")).containsExactly("127.0.0.1:8081:8081");
    assertThat(services.get("taskmanager")).doesNotContainKey("ports");
  }

  @Test
  void theOfficialImagesLoseOnlyTheReadOnlyFileSystem() throws IOException {
    services("compose.official.yml")
        .forEach(
            (name, service) ->
                assertThat(service)
                    .as(name)
                    .doesNotContainKeys(
                        "privileged", "cap_add", "cap_drop", "security_opt", "user", "ports"));
  }

  @Test
  void nothingRunsAsRoot() throws IOException {
    String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
    for (String stage : List.of("manako", "official-flink")) {
      String text = dockerfile.split("FROM \\S+ AS " + stage + "\\n", 2)[1].split("\\nFROM ", 2)[0];
      List<String> users = text.lines().filter(line -> line.startsWith("USER ")).toList();
      assertThat(users).as(stage).isNotEmpty();
      assertThat(users.get(users.size() - 1)).as(stage).doesNotContain("root").doesNotContain(" 0");
    }
  }

  @Test
  void noJvmListensForDebuggersOrForJmx() throws IOException {
    try (Stream<Path> files = Files.list(DOCKER.resolve("jvm"))) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("jmxremote", "jdwp", "Xdebug", "agentlib", "agentpath");
      }
    }
    for (Configuration flink : List.of(compose(), kubernetes(), users())) {
      assertThat(flink.get(JMXServerOptions.JMX_SERVER_PORT)).isNull();
      assertThat(flink.toMap().values()).noneMatch(v -> v.contains("jdwp") || v.contains("jmx"));
    }
  }

  @Test
  void flinksPageCannotBeReadByOtherSites() throws IOException {
    for (Configuration flink : List.of(compose(), kubernetes(), users())) {
      assertThat(flink.get(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN))
          .isEqualTo("http://localhost:8081");
    }
    assertThat(compose().get(WebOptions.CANCEL_ENABLE)).isFalse();
    assertThat(kubernetes().get(WebOptions.CANCEL_ENABLE)).isFalse();
    assertThat(kubernetes().get(WebOptions.SUBMIT_ENABLE)).isFalse();
  }

  @Test
  void aFailingTaskCannotEndTheJobManager() throws IOException {
    for (Configuration flink : List.of(compose(), kubernetes(), users())) {
      assertThat(Failover.restartsAllTasks(flink)).isTrue();
    }
  }

  private static Configuration compose() {
    return GlobalConfiguration.loadConfiguration(DOCKER.resolve("flink").toString());
  }

  private static Configuration users() throws IOException {
    return flat(Files.readString(Path.of("..", "..", "config", "flink-config.yaml")), List.of());
  }

  private static Configuration kubernetes() throws IOException {
    return flat(
        Files.readString(Path.of("..", "..", "config", "kubernetes", "flink-deployment.yaml")),
        List.of("spec", "flinkConfiguration"));
  }

  private static Configuration flat(String yaml, List<String> path) {
    Map<String, Object> values = new Yaml().load(yaml);
    for (String key : path) {
      values = map(values.get(key));
    }
    Map<String, String> settings = new HashMap<>();
    values.forEach((key, value) -> settings.put(key, String.valueOf(value)));
    return Configuration.fromMap(settings);
  }

  private static Map<String, Map<String, Object>> services(String file) throws IOException {
    Map<String, Object> root = new Yaml().load(Files.readString(DOCKER.resolve(file)));
    Map<String, Map<String, Object>> services = new HashMap<>();
    map(root.get("services")).forEach((name, service) -> services.put(name, map(service)));
    return services;
  }

  private static List<String> list(Map<String, Object> service, String key) {
    return ((List<?>) service.getOrDefault(key, List.of())).stream().map(String::valueOf).toList();
  }

  @SuppressWarnings("unchecked") // YAML has no types
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
