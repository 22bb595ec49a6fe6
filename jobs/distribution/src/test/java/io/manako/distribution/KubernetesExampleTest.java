package io.manako.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.manako.job.ClusterCheck;
import io.manako.job.JobOptions;
import io.manako.job.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.junit.jupiter.api.Test;

/** The example for Flink's Kubernetes operator, against the operator's own schema. */
class KubernetesExampleTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path EXAMPLE =
      Path.of("..", "..", "config", "kubernetes", "flink-deployment.yaml");
  private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  @Test
  void theExampleIsWhatTheOperatorAccepts() throws IOException {
    JsonNode schema = schema();

    assertThat(problems(schema, YAML.readTree(EXAMPLE.toFile()))).isEmpty();
    ObjectNode misspelt = (ObjectNode) YAML.readTree(EXAMPLE.toFile());
    ((ObjectNode) misspelt.path("spec").path("job")).put("upgradeMode", "savepont");
    assertThat(problems(schema, misspelt)).singleElement().asString().contains("upgradeMode");
  }

  @Test
  void itsSettingsPassTheCheckAtSubmission() throws IOException {
    Configuration cluster = new Configuration();
    JsonNode spec = YAML.readTree(EXAMPLE.toFile()).path("spec");
    spec.path("flinkConfiguration")
        .properties()
        .forEach(entry -> cluster.setString(entry.getKey(), entry.getValue().asText()));
    cluster.set(DeploymentOptions.TARGET, "embedded");
    List<String> arguments = new ArrayList<>();
    spec.path("job").path("args").forEach(argument -> arguments.add(argument.asText()));

    new ClusterCheck(cluster, JobOptions.load(null, settings(arguments))).check();

    assertThat(spec.path("job").path("entryClass").asText()).isEqualTo(Main.class.getName());
  }

  private static Map<String, String> settings(List<String> arguments) {
    assertThat(arguments).hasSize(4);
    Map<String, String> settings = new HashMap<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      String[] pair = arguments.get(i).split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    return settings;
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = KubernetesExampleTest.class.getResourceAsStream(CRD)) {
      JsonNode schema =
          YAML.readTree(in)
              .path("spec")
              .path("versions")
              .path(0)
              .path("schema")
              .path("openAPIV3Schema");
      // The schema is that of operator 1.10, the last one published; Flink 2 came after it.
      ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_3");
      return schema;
    }
  }

  private static List<String> problems(JsonNode schema, JsonNode example) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(schema)
        .validate(example)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
