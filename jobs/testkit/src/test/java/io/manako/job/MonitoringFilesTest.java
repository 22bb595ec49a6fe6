package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard, the alerts and the settings beside them speak of metrics that there are. */
class MonitoringFilesTest {
  private static final Path DASHBOARD = Path.of("../../docker/grafana/dashboards/manako.json");
  private static final Path RULES = Path.of("../../docker/prometheus/rules.yml");
  private static final Path RULE_TESTS = Path.of("../../docker/prometheus/rules.test.yml");
  private static final Pattern METRIC = Pattern.compile("\\bflink_[a-zA-Z0-9_]+|\\bup\\b");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void everyQueryOfTheDashboardReadsMetricsOfTheTable() throws IOException {
    JsonNode dashboard = JSON.readTree(DASHBOARD.toFile());
    List<String> queries = dashboard.findValuesAsText("expr");
    dashboard.path("templating").path("list").forEach(v -> queries.addAll(variable(v)));

    assertThat(queries).hasSizeGreaterThan(20).allSatisfy(MonitoringFilesTest::readsTheTable);
  }

  @Test
  void everyAlertReadsMetricsOfTheTableAndSaysWhatToDo() throws IOException {
    JsonNode rules = YAML.readTree(RULES.toFile()).path("groups").path(0).path("rules");

    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      readsTheTable(rule.path("expr").asText());
      assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
      assertThat(rule.path("annotations").path("summary").asText()).isNotEmpty();
      assertThat(rule.path("annotations").path("description").asText()).matches(".*[.?]");
    }
  }

  @Test
  void everyAlertHasATestInWhichItFires() throws IOException {
    Set<String> firing = new TreeSet<>();
    for (JsonNode test : YAML.readTree(RULE_TESTS.toFile()).path("tests")) {
      for (JsonNode alert : test.path("alert_rule_test")) {
        if (!alert.path("exp_alerts").isEmpty()) {
          firing.add(alert.path("alertname").asText());
        }
      }
    }

    assertThat(YAML.readTree(RULES.toFile()).findValuesAsText("alert"))
        .containsExactlyInAnyOrderElementsOf(firing);
  }

  @Test
  void panelsDoNotOverlap() throws IOException {
    Set<String> taken = new TreeSet<>();
    for (JsonNode panel : JSON.readTree(DASHBOARD.toFile()).path("panels")) {
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = (place.path("x").asInt() + x) + "/" + (place.path("y").asInt() + y);
          assertThat(taken.add(cell)).as("%s at %s", panel.path("title"), cell).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../config/flink-config.yaml",
        "../../docker/flink/config.yaml",
        "../../config/kubernetes/flink-deployment.yaml"
      })
  void everyClusterKeepsCamerasApart(String file) throws IOException {
    JsonNode settings = YAML.readTree(Path.of(file).toFile());
    JsonNode flink = settings.path("spec").path("flinkConfiguration");
    JsonNode cluster = flink.isMissingNode() ? settings : flink;

    assertThat(cluster.path("metrics.reporters").asText()).isEqualTo("prometheus");
    assertThat(cluster.path("metrics.reporter.prometheus.filterLabelValueCharacters").asText())
        .isEqualTo("false");
  }

  private static List<String> variable(JsonNode variable) {
    List<String> queries = new ArrayList<>();
    if (variable.path("type").asText().equals("query")) {
      queries.add(variable.path("query").path("query").asText());
    }
    return queries;
  }

  private static void readsTheTable(String query) {
    List<String> names = METRIC.matcher(query).results().map(MatchResult::group).toList();
    assertThat(names).as(query).isNotEmpty();
    try {
      assertThat(MetricTable.read().names()).as(query).containsAll(names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
