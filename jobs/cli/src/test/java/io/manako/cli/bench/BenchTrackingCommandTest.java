package io.manako.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.Manako;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTrackingCommandTest {

  @Test
  void theStateOfManyCamerasIsThatOfOneManyTimes() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine line = Manako.commandLine().setOut(new PrintWriter(out));
    int status =
        line.execute("bench", "tracking", "--objects=20", "--frames=50", "--cameras=3", "--json");
    JsonNode figures = new ObjectMapper().readTree(out.toString());

    assertThat(status).isZero();
    assertThat(figures.get("objects").asInt()).isEqualTo(20);
    // 20 tracks of four axes with five doubles each, and more.
    assertThat(figures.get("state_bytes").asInt()).isGreaterThan(20 * 4 * 5 * 8);
    assertThat(figures.get("checkpoint_bytes").asLong())
        .isEqualTo(3 * figures.get("state_bytes").asLong());
    assertThat(figures.get("ms_per_frame").asDouble()).isPositive();
  }
}
