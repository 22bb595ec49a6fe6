package io.manako.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.Manako;
import io.manako.cli.measure.FrameSize;
import io.manako.image.Image;
import io.manako.job.JobConfigOptions;
import io.manako.job.JobOptions;
import io.manako.local.terminal.Screen;
import io.manako.media.VideoWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  void anActivityPlansWithFocusAndShowsTheCamerasOfACoreWithAndWithout() throws Exception {
    String[] demand = {"--cameras", "4", "--fps", "5", "--cores", "4", "--activity", "10"};
    Run text = plan(demand);
    Run json = plan("--cameras", "4", "--fps", "5", "--cores", "4", "--activity", "10", "--json");
    JsonNode row = json.row("ssdlite-mobilenet-v2-coco");
    // The whole frame once in ten, and three crops in a tenth of the frames.
    assertThat(row.get("runs_per_frame").asDouble()).isEqualTo(0.4, within(1e-9));
    // On ONNX Runtime, batch 8: 1 + (0.5 + 0.4 × 0.4) + 0.4 × (22 + 0.3) + 3.
    assertThat(row.get("frame_ms").asDouble()).isEqualTo(13.58, within(1e-9));
    // 0.9 of a core, of which a fifth stays free, at five frames a second.
    assertThat(row.get("cameras_per_core_focus_off").asDouble())
        .isEqualTo(1000 / 26.7 * 0.9 * 0.8 / 5, within(1e-9));
    assertThat(row.get("cameras_per_core_focus_on").asDouble())
        .isEqualTo(1000 / 13.58 * 0.9 * 0.8 / 5, within(1e-9));
    assertThat(text.out())
        .contains("Plan with detector.focus: motion; something moves in 10 % of the frames")
        .containsPattern("ssdlite-mobilenet-v2-coco +0.40 +26.70 +13.58 +5.39 +10.60")
        .contains("  detector.focus: motion");
  }

  @Test
  void aPlanWithoutActivityHasWholeFramesAndNamesTheOptions() throws Exception {
    Run text = plan("--cameras", "4", "--fps", "5", "--cores", "4");
    JsonNode row =
        plan("--cameras", "4", "--fps", "5", "--cores", "4", "--json")
            .row("ssdlite-mobilenet-v2-coco");
    assertThat(text.out())
        .contains("add --activity PERCENT or --video FILE")
        .contains("  detector.focus: off");
    assertThat(row.has("cameras_per_core_focus_off")).isTrue();
    assertThat(row.has("cameras_per_core_focus_on")).isFalse();
    assertThat(plan("--cameras", "1", "--fps", "5", "--task", "classify").out())
        .doesNotContain("detector.focus");
  }

  @Test
  void crowdsMakeAPlanWithFocusDearerThanWholeFrames() throws Exception {
    JsonNode row =
        plan("--cameras", "1", "--fps", "1", "--cores", "4", "--activity", "100", "--json")
            .row("ssdlite-mobilenet-v2-coco");
    assertThat(row.get("runs_per_frame").asDouble()).isEqualTo(3.1, within(1e-9));
    assertThat(row.get("cameras_per_core_focus_on").asDouble())
        .isLessThan(row.get("cameras_per_core_focus_off").asDouble());
  }

  @Test
  void aDetectorAsLargeAsTheFrameRunsOnceWhereSomethingMoves() {
    Activity half = new Activity.Assumed(0.5, new FrameSize(640, 480));
    assertThat(half.runs(300)).isEqualTo(1.6, within(1e-9));
    assertThat(half.runs(512)).isEqualTo(0.55, within(1e-9));
  }

  @Test
  void aPlanWithFocusIsWrittenForTheJob() throws Exception {
    Path file = folder.resolve("focused.yaml");
    plan("--cameras", "4", "--fps", "5", "--activity", "5", "--write", file.toString());
    JobOptions options = JobOptions.load(file, Map.of());
    assertThat(Objects.requireNonNull(options.inference().detector()).focus())
        .isEqualTo(Activity.FOCUS);
  }

  @Test
  void aVideoSaysHowManyViewsItsFramesNeed() throws Exception {
    Set<Integer> sides = Set.of(300, 512);
    Activity still = ActivityMeasurer.measure(video("still.mp4", 0), sides, Screen.messages());
    Activity busy = ActivityMeasurer.measure(video("busy.mp4", 12), sides, Screen.messages());

    // The first frame, and one in ten from there on.
    assertThat(still.runs(300)).isEqualTo(3 / 21.0, within(1e-9));
    assertThat(still.text()).isEqualTo("measured on 21 frames of 640x480 of still.mp4");
    assertThat(busy.runs(300)).isBetween(1.0, 1.5);
    assertThat(busy.runs(512)).isEqualTo(1, within(0.1));
  }

  @Test
  void aPlanMeasuresTheMovementOfAVideo() throws Exception {
    String still = video("yard.mp4", 0).toString();
    Run text = plan("--cameras", "4", "--fps", "5", "--video", still);
    assertThat(text.out())
        .contains("Plan with detector.focus: motion; measured on 21 frames of 640x480 of yard.mp4")
        .containsPattern("ssdlite-mobilenet-v2-coco +0.14 ");
  }

  /** Writes a grey video with a white square that moves by a number of pixels each frame. */
  private Path video(String name, int step) throws IOException {
    Path file = folder.resolve(name);
    try (VideoWriter writer = new VideoWriter(file, 10)) {
      for (int i = 0; i < 21; i++) {
        writer.write(picture(40 + i * step));
      }
    }
    return file;
  }

  private static Image picture(int left) {
    byte[] rgb = new byte[640 * 480 * 3];
    Arrays.fill(rgb, (byte) 64);
    for (int y = 200; y < 300; y++) {
      Arrays.fill(rgb, (y * 640 + left) * 3, (y * 640 + left + 50) * 3, (byte) 255);
    }
    return new Image(640, 480, rgb);
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
    assertThat(plan("--cameras", "1", "--fps", "10", "--activity", "120").err())
        .contains("--activity is 120 %; it must be 0 to 100");
    assertThat(plan("--cameras", "1", "--fps", "10", "--activity", "9", "--video", "x").err())
        .contains("--activity contradicts --video, which measures it; give only one");
    assertThat(plan("--cameras", "1", "--fps", "1", "--task", "segment", "--activity", "9").err())
        .contains("--activity and --video are for detectors; omit them or add --task detect");
    assertThat(plan("--cameras", "1", "--fps", "10", "--video", "missing.mp4").err())
        .contains("missing.mp4");
    assertThat(plan("--cameras", "1", "--fps", "10", "--task", "segment").err())
        .contains("the measurement holds no model for this task");
  }
}
