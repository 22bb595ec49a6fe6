package io.manako.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.Manako;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchFrameCommandTest {

  @Test
  void bothPartsOfAFrameAreTimed() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine line = Manako.commandLine().setOut(new PrintWriter(out));
    assertThat(line.execute("bench", "frame", "--runs", "4", "--json")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode json = new ObjectMapper().readTree(lines.get(i));
      assertThat(json.get("part").asText()).isEqualTo(i == 0 ? "preprocess" : "postprocess");
      assertThat(json.get("micros").asDouble()).isPositive();
    }
  }
}
