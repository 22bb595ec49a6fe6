package io.manako.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.Manako;
import io.manako.job.JobConfigOptions;
import io.manako.job.JobOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.CoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On a saved measurement of a machine with four cores. */
class PlanCommandTest {
  @TempDir Path folder;

  private record Run(int code, String out, String err) {
    JsonNode row(String network) throws IOException {
      for (String line : out.lines().toList()) {
        JsonNode row = new ObjectMapper().readTree(line);
        if (row.get("network").asText().equals(network)) {
          return row;
        }
      }
      throw new AssertionError("no row of " + network + " in " + out);
    }
  }

  private static Run plan(String... options) throws URISyntaxException {
    Path saved =
        Path.of(
            Objects.requireNonNull(PlanCommandTest.class.getResource("measurement.json")).toURI());
    List<String> command = new ArrayList<>(List.of("plan", "--measurements", saved.toString()));
    command.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine manako = Manako.commandLine();
    manako.setOut(new PrintWriter(out));
    manako.setErr(new PrintWriter(err));
    int code = manako.execute(command.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void aFramesCostIsTheSumOfItsParts() throws Exception {
    Run run = plan("--cameras", "4", "--fps", "5", "--cores", "4", "--json");
    JsonNode row = run.row("ssdlite-mobilenet-v2-coco");
    // decode 1 + preprocess 0.4 + inference 22 + post-process 0.3 + stream 3, at 0.9 of a core.
    assertThat(row.get("frame_ms").asDouble()).isEqualTo(26.7, within(1e-9));
    assertThat(row.get("recommended").asBoolean()).isTrue();
    assertThat(run.code()).isZero();
  }

  @Test
  void theEngineThatIsFasterWhenAllCoresAreBusyIsTaken() throws Exception {
    JsonNode row = plan("--cameras", "4", "--fps", "5", "--json").row("ssdlite-mobilenet-v2-coco");
    assertThat(row.get("engine").asText()).isEqualTo("onnxruntime");
    assertThat(row.get("batch").asInt()).isEqualTo(8);
  }

  @Test
  void aBatchThatGainsNextToNothingIsNotWaitedFor() throws Exception {
    JsonNode row =
        plan("--cameras", "4", "--fps", "5", "--engine", "java", "--json")
            .row("ssdlite-mobilenet-v2-coco");
    assertThat(row.get("batch").asInt()).isOne();
  }

  @Test
  void networksOfTheZooNeedWeightsAndShowWhatIsGivenUp() throws Exception {
    String[] demand = {
      "--cameras", "4", "--fps", "5", "--cores", "4", "--task", "classify", "--json"
    };
    JsonNode v2 = plan(demand).row("mobilenet-v2 α 1, 224");
    assertThat(v2.get("ready").asBoolean()).isFalse();
    assertThat(v2.get("recommended").asBoolean()).isFalse();
    assertThat(v2.get("accuracy_given_up").asDouble()).isZero();
    JsonNode own = plan(demand).row("mobilenet-v1-1.0-224-imagenet");
    assertThat(own.get("recommended").asBoolean()).isTrue();
    assertThat(own.get("accuracy_given_up").asDouble()).isEqualTo(1.4, within(1e-9));
  }

  @Test
  void largerFramesTakeLongerToDecode() throws Exception {
    String[] demand = {
      "--cameras",
      "1",
      "--fps",
      "1",
      "--task",
      "classify",
      "--engine",
      "java",
      "--json",
      "--frame",
      "1280x720"
    };
    JsonNode row = plan(demand).row("mobilenet-v1-1.0-224-imagenet");
    // Between 307,200 and 1,228,800 pixels at 921,600: two thirds of the way from 1 to 4 ms.
    assertThat(row.get("decode_ms").asDouble()).isEqualTo(3, within(1e-9));
  }

  @Test
  void whatIsWrittenIsReadByTheJob() throws Exception {
    Path file = folder.resolve("fleet.yaml");
    Run run = plan("--cameras", "8", "--fps", "5", "--cores", "4", "--write", file.toString());
    assertThat(run.code()).isZero();
    JobOptions options = JobOptions.load(file, Map.of());
    assertThat(options.get(JobConfigOptions.PARALLELISM)).isEqualTo(2);
    assertThat(options.flink().get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(2);
    assertThat(options.inference().batching().size()).isEqualTo(8);
    assertThat(Objects.requireNonNull(options.inference().detector()).model())
        .isEqualTo("ssdlite-mobilenet-v2-coco");
    assertThat(Files.readString(file))
        .contains("#   taskmanager.numberOfTaskSlots: 2", "8 cameras × 5 frames/s");
  }

  @Test
  void aClassifiersPlanIsReadByTheJobToo() throws Exception {
    Path file = folder.resolve("classify.yaml");
    plan("--cameras", "1", "--fps", "5", "--task", "classify", "--write", file.toString());
    JobOptions options = JobOptions.load(file, Map.of());
    assertThat(options.inference().detector()).isNull();
    assertThat(Objects.requireNonNull(options.inference().classifier()).model())
        .isEqualTo("mobilenet-v1-1.0-224-imagenet");
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");
    Run run = plan("--cameras", "1", "--fps", "5", "--write", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("exists already and is not overwritten");
    assertThat(file).hasContent("mine");
  }

  @Test
  void moreCoresThanWereMeasuredAreSaidToBeExtrapolated() throws Exception {
    assertThat(plan("--cameras", "4", "--fps", "5", "--cores", "64").out())
        .contains("Extrapolated: 64 cores were asked for, 4 were measured.");
    assertThat(plan("--cameras", "4", "--fps", "5", "--cores", "4").out())
        .doesNotContain("Extrapolated");
  }

  @Test
  void anImpossibleDemandSaysTheBestThatCanBeDone() throws Exception {
    Run run = plan("--cameras", "16", "--fps", "10", "--cores", "4");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("The demand cannot be met on 4 cores")
        .contains("6.74 frames/s a camera, or 8 cameras at 10 frames/s")
        .contains("The whole demand takes 8 cores.");
  }

  @Test
  void anAccuracyThatNothingReachesIsSaidSo() throws Exception {
    Run run = plan("--cameras", "1", "--fps", "1", "--task", "classify", "--min-top1", "90");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("No model that can run now reaches 90 %; the best has 70.6 %")
        .doesNotContain("The demand cannot be met");
  }

  @Test
  void badInputIsASentence() throws Exception {
    assertThat(plan("--cameras", "0", "--fps", "10").err())
        .contains("--cameras is 0; it must be 1 or more");
    assertThat(plan("--cameras", "1", "--fps", "10", "--task", "count").err())
        .contains("there is no task 'count'; use --task detect, classify or segment");
    assertThat(plan("--cameras", "1", "--fps", "10", "--frame", "big").err())
        .contains("a frame's size is WIDTHxHEIGHT such as 1280x720, not 'big'");
    assertThat(plan("--cameras", "1", "--fps", "10", "--min-top1", "70").err())
        .contains("--min-top1 is for classifiers; add --task classify");
    assertThat(plan("--cameras", "1", "--fps", "10", "--task", "segment").err())
        .contains("the measurement holds no model for this task");
  }
}
