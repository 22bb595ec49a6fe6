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

class BenchEngineCommandTest {

  @Test
  void everyLineIsJsonThatComparesBothEngines() throws Exception {
    List<String> lines =
        run("--model", "mobilenet-v3-large", "--threads", "1", "--batch", "1,2", "--json");
    assertThat(lines).hasSize(2);
    for (String line : lines) {
      JsonNode json = new ObjectMapper().readTree(line);
      assertThat(json.get("model").asText()).isEqualTo("mobilenet-v3-large");
      assertThat(json.get("threads").asInt()).isEqualTo(1);
      assertThat(json.get("java_ms").asDouble()).isPositive();
      double ratio = json.get("onnxruntime_ms").asDouble() / json.get("java_ms").asDouble();
      assertThat(json.get("ratio").asDouble()).isEqualTo(ratio);
      double least = json.get("java_ms_least").asDouble();
      assertThat(least).isPositive().isLessThanOrEqualTo(json.get("java_ms_q1").asDouble());
      double leastRatio = json.get("onnxruntime_ms_least").asDouble() / least;
      assertThat(json.get("ratio_least").asDouble()).isEqualTo(leastRatio);
      assertThat(json.get("weight_bytes").asLong()).isGreaterThan(4 * 5_400_000);
    }
  }

  @Test
  void theLayersAreListedWithWhatTheyCost() {
    List<String> lines =
        run(
            "--model",
            "mobilenet-v2",
            "--threads",
            "1",
            "--batch",
            "1",
            "--against",
            "none",
            "--layers");
    assertThat(lines.get(0)).startsWith("model");
    assertThat(lines.get(1)).startsWith("mobilenet-v2").contains("–");
    assertThat(lines.stream().filter(l -> l.contains("InvertedResidual"))).hasSize(17);
  }

  @Test
  void severalThreadsOnOneCoreAreComparedWithOne() throws Exception {
    List<String> lines =
        run(
            "--model",
            "mobilenet-v3-large",
            "--threads",
            "2",
            "--batch",
            "1",
            "--against",
            "none",
            "--one-core",
            "--json");

    JsonNode shared = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(shared.path("cores").asInt()).isEqualTo(1);
    assertThat(shared.path("threads").asInt()).isEqualTo(2);
    assertThat(shared.path("one_thread_ms").asDouble()).isPositive();
    assertThat(shared.path("several_threads_ms").asDouble()).isPositive();
    assertThat(shared.path("ratio").asDouble()).isPositive();
  }

  @Test
  void aFailureSaysItsOwnReasonAndNotThatOfTheCleanUp() {
    StringWriter err = new StringWriter();
    CommandLine line = Manako.commandLine().setErr(new PrintWriter(err));
    int code =
        line.execute(
            "bench", "engine", "--model", "mobilenet-v3-large", "--threads", "0", "--json");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("threads").doesNotContain("DirectoryNotEmpty");
  }

  private static List<String> run(String... options) {
    StringWriter out = new StringWriter();
    CommandLine line = Manako.commandLine().setOut(new PrintWriter(out));
    String[] all = new String[options.length + 4];
    all[0] = "bench";
    all[1] = "engine";
    System.arraycopy(options, 0, all, 2, options.length);
    all[options.length + 2] = "--rounds";
    all[options.length + 3] = "1";
    assertThat(line.execute(all)).isZero();
    return out.toString().lines().toList();
  }
}
