package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.local.process.FreePort;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.job.SecuredKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A password that is easy to recognise, and every place that could show it. */
class SecretsTest {
  private static final String SECRET = "xyzzy-plugh-4711";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private static Path folder;
  private static SecuredKafka kafka;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = SecuredKafka.start(folder);
    kafka.addUser("keeper", SECRET);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void aRunningJobShowsItNowhere() throws Exception {
    assertThat(placesThatShowIt("hidden", Map.of())).isEmpty();
  }

  /** What Flink shows of a job's parameters is there for all to read. */
  @Test
  void theSameSearchFindsOneThatIsShown() throws Exception {
    assertThat(
            placesThatShowIt(
                "shown", Map.of("flink.pipeline.global-job-parameters", "key:" + SECRET)))
        .anyMatch(place -> place.endsWith("/config"));
    try (LoggedLines lines = LoggedLines.listen()) {
      LoggerFactory.getLogger("io.manako.planted").debug("password={}", SECRET);
      assertThat(lines.with(SECRET)).hasSize(1);
    }
  }

  @Test
  void aWrongOneIsNotInTheErrorEither() throws Exception {
    Path wrong = kafka.clientFile("keeper", SECRET + "-no-longer");
    JobOptions options = topics("refused").options(login(Map.of(), wrong));
    try (LoggedLines lines = LoggedLines.listen()) {
      assertThatThrownBy(() -> new Preflight(options).check())
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(SECRET));
      assertThat(lines.with(SECRET)).isEmpty();
    }
  }

  /** All logs at their most talkative, and all that Flink's page reads. */
  private static Set<String> placesThatShowIt(String run, Map<String, String> more)
      throws Exception {
    Path secrets = Files.createDirectory(folder.resolve(run));
    Files.writeString(secrets.resolve("password"), SECRET);
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap-servers", kafka.servers());
    kafka.publicProperties().forEach((k, v) -> settings.put("kafka.properties." + k, v));
    settings.put(
        "kafka.properties.sasl.jaas.config",
        SecuredKafka.jaas("keeper", "${directory:" + secrets + ":password}"));
    settings.put("source.bounded", "false");
    RigTopics topics = topics(run);
    JobOptions options = topics.options(settings);
    DocumentedRight.allowAll(kafka, "keeper", options);
    topics.produce(List.of(topics.frame("cam", 0, SquareScene.jpeg(0, 0))));
    Set<String> places = new TreeSet<>();
    try (LoggedLines lines = LoggedLines.listen()) {
      Configuration flink = options.flink();
      int port = FreePort.any();
      flink.set(RestOptions.PORT, port);
      flink.set(RestOptions.BIND_PORT, Integer.toString(port));
      JobClient job =
          new JobLauncher(
                  options, new InferenceOperatorFactory(options.inference(), SquarePipeline::new))
              .start(StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink));
      await().until(() -> !topics.read(topics.detections).isEmpty());
      String address = "http://localhost:" + port;
      for (String path : paths(address, job.getJobID().toString())) {
        if (get(address + path).contains(SECRET)) {
          places.add(path);
        }
      }
      job.cancel().get();
      places.addAll(lines.with(SECRET));
    }
    return places;
  }

  private static List<String> paths(String address, String job) throws Exception {
    String one = "/jobs/" + job;
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/config",
                "/overview",
                "/jobs/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/taskmanagers",
                one,
                one + "/config",
                one + "/plan",
                one + "/jobmanager/config",
                one + "/jobmanager/environment",
                one + "/exceptions",
                one + "/accumulators",
                one + "/checkpoints",
                one + "/checkpoints/config"));
    for (JsonNode vertex : JSON.readTree(get(address + one)).path("vertices")) {
      paths.add(one + "/vertices/" + vertex.path("id").asText());
    }
    assertThat(paths).hasSizeGreaterThan(15);
    return paths;
  }

  private static String get(String address) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static Map<String, String> login(Map<String, String> more, Path file) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap-servers", kafka.servers());
    settings.put("kafka.properties-file", file.toString());
    return settings;
  }

  private static RigTopics topics(String run) {
    return new RigTopics(kafka.open(), run, 1);
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
