package io.manako.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.Manako;
import io.manako.testkit.footage.Footage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchFocusCommandTest {

  @Test
  void theStillSceneTakesAWholeFrameInTenAndTheVideoMore() throws Exception {
    Footage.fetch();
    StringWriter out = new StringWriter();
    CommandLine line = Manako.commandLine().setOut(new PrintWriter(out));
    int status = line.execute("bench", "focus", "--frames=20", "--still-seconds=6", "--json");
    List<JsonNode> rows = new ArrayList<>();
    for (String row : out.toString().lines().toList()) {
      rows.add(new ObjectMapper().readTree(row));
    }

    assertThat(status).isZero();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).get("size").asText()).isEqualTo("1280x720");
    assertThat(rows.get(1).get("ms").asDouble()).isPositive();
    assertThat(rows.get(2).get("frames").asInt()).isEqualTo(20);
    assertThat(rows.get(2).get("runs_per_frame").asDouble()).isGreaterThan(1);
    assertThat(rows.get(3).get("frames").asInt()).isEqualTo(60);
    assertThat(rows.get(3).get("runs_per_frame").asDouble()).isBetween(0.1, 0.15);
  }
}
