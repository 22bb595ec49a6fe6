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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchDayCommandTest {

  @Test
  void aFocusTakesFewerRunsThanWholeFramesOnAMostlyStillDay() throws Exception {
    Footage.fetch();
    StringWriter out = new StringWriter();
    CommandLine line = Manako.commandLine().setOut(new PrintWriter(out));
    int status = line.execute("bench", "day", "--frames=8", "--busy=10", "--focus=1:10", "--json");
    List<JsonNode> rows = new ArrayList<>();
    for (String row : out.toString().lines().toList()) {
      rows.add(new ObjectMapper().readTree(row));
    }

    assertThat(status).isZero();
    assertThat(rows).hasSize(2);
    JsonNode whole = rows.get(0);
    JsonNode focus = rows.get(1);
    assertThat(whole.get("frames").asInt()).isEqualTo(80);
    assertThat(whole.get("runs_per_frame").asDouble()).isEqualTo(1);
    assertThat(whole.get("ratio").asDouble()).isEqualTo(1);
    assertThat(focus.get("frames").asInt()).isEqualTo(80);
    assertThat(focus.get("runs_per_frame").asDouble()).isBetween(0.1, 0.5);
    assertThat(focus.get("detector_ms").asDouble()).isPositive();
    assertThat(focus.get("ms").asDouble()).isGreaterThan(focus.get("detector_ms").asDouble());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--busy=0",
        "--busy=101",
        "--frames=0",
        "--quality=0",
        "--focus=3",
        "--focus=0:10"
      })
  void aValueOutOfRangeIsRefusedWithTheRange(String option) {
    StringWriter err = new StringWriter();
    CommandLine line = Manako.commandLine().setErr(new PrintWriter(err));

    assertThat(line.execute("bench", "day", option)).isEqualTo(2);
    assertThat(err.toString()).contains(option.substring(0, option.indexOf('=')) + " is ");
  }
}
