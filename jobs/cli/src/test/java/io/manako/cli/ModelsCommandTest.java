package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.cli.measure.Machine;
import io.manako.cli.measure.MeasurementFile;
import io.manako.model.Model;
import io.manako.model.TestModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {

  @Test
  void theListNamesTheCatalogsModelsAndWhichAreHere() throws Exception {
    Model detector = TestModels.detector();
    CommandRun run = CommandRun.of("models", "list", "--json");
    assertThat(run.code()).isZero();
    JsonNode row =
        new ObjectMapper()
            .readTree(
                run.out()
                    .lines()
                    .filter(l -> l.contains(detector.spec().name()))
                    .findFirst()
                    .orElseThrow());
    assertThat(row.get("here").asBoolean()).isTrue();
    assertThat(row.get("licence").asText()).isEqualTo("Apache-2.0");
    assertThat(run.out()).contains("mobilenet-v1-1.0-224-imagenet");
  }

  @Test
  void pullingAModelThatIsHereEndsWell() {
    TestModels.classifier();
    assertThat(CommandRun.of("models", "pull", "mobilenet-v1-1.0-224-imagenet").code()).isZero();
  }

  @Test
  void showDescribesAModel() {
    Model detector = TestModels.detector();
    CommandRun run = CommandRun.of("models", "show", detector.spec().name());
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("300x300", "coco-90", detector.spec().sha256(), "Apache-2.0")
        .containsPattern("classes +80")
        .containsPattern("batch +any")
        .containsPattern("multiply_adds +749,503,856")
        .containsPattern("memory +1\\d\\.\\d MB of weights per JVM \\+ \\d\\.\\d MB");
  }

  @Test
  void showTellsScriptsTheMemoryInBytes() throws Exception {
    JsonNode row = lastLine("models", "show", TestModels.detector().spec().name(), "--json");
    assertThat(row.get("weight_bytes").asLong()).isGreaterThan(17_000_000);
    assertThat(row.get("arena_bytes").asLong()).isGreaterThan(1_000_000);
  }

  @Test
  void theNetworkForCifar10IsListedLayerByLayer() throws Exception {
    CommandRun run =
        CommandRun.of(
            "models", "show", "mobilenet-v1", "--alpha", "0.5", "--input", "32", "--classes", "10");
    assertThat(run.code()).isZero();
    String golden = new String(golden("mobilenet-v1-cifar10.txt"), UTF_8);
    assertThat(run.out().lines().toList())
        .startsWith(golden.lines().toArray(String[]::new))
        .last(InstanceOfAssertFactories.STRING)
        .matches("Memory         \\d\\.\\d MB of weights per JVM \\+ \\d\\.\\d MB .*");
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = ModelsCommandTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void aMemberOfAFamilyOfWhichNothingWasPublishedIsShownAndSaysSo() throws Exception {
    String[] member = {"models", "show", "mobilenet-v2", "--alpha", "0.6", "--input", "200"};
    assertThat(CommandRun.of(member).out())
        .contains("none was published for this width, input and number of classes");
    JsonNode row = lastLine("models", "show", "mobilenet-v2", "--alpha", "0.6", "--json");
    assertThat(row.has("published")).isFalse();
    assertThat(row.get("alpha").asDouble()).isEqualTo(0.6);
  }

  @Test
  void widthsAreForNetworksWithoutTrainedWeights() {
    String name = TestModels.detector().spec().name();
    CommandRun run = CommandRun.of("models", "show", name, "--alpha", "0.5");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has the weights it was trained with");
  }

  @Test
  void anUnknownNameIsASentenceWithTheNearestOfCatalogAndZoo() {
    assertThat(CommandRun.of("models", "show", "mobilnet-v3-smal").err())
        .contains("did you mean mobilenet-v3-small?");
    assertThat(CommandRun.of("models", "show", "mobilenet-v1-1.0-224-imagnet").err())
        .contains("did you mean mobilenet-v1-1.0-224-imagenet?");
  }

  private static JsonNode lastLine(String... command) throws IOException {
    String out = CommandRun.of(command).out().strip();
    return new ObjectMapper().readTree(out.substring(out.lastIndexOf('\n') + 1));
  }

  @Test
  void aMistypedNameIsASentenceWithTheNearestName() {
    CommandRun run = CommandRun.of("models", "pull", "ssdlite-mobilnet-v2-coco");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("did you mean ssdlite-mobilenet-v2-coco?")
        .doesNotContain("\tat ");
  }

  @Test
  void verifyAnswersForEveryModelThatIsHere() {
    TestModels.detector();
    CommandRun run = CommandRun.of("models", "verify");
    assertThat(run.out()).contains("ssdlite-mobilenet-v2-coco: ok");
    assertThat(run.code()).isZero();
  }

  @Test
  void theTableHasWhatThePapersPublished() throws Exception {
    CommandRun run = CommandRun.of("models", "table", "--json", "--models", "mobilenet-v1");
    JsonNode first = new ObjectMapper().readTree(run.out().lines().findFirst().orElseThrow());
    assertThat(first.get("name").asText()).isEqualTo("mobilenet-v1");
    assertThat(first.get("published").asDouble()).isEqualTo(70.6);
    assertThat(first.get("parameters").asLong()).isEqualTo(4_231_976);
    assertThat(first.get("multiply_adds").asLong()).isEqualTo(568_740_352);
  }

  @Test
  void aMeasuredNetworkHasATimeOfEachEngine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("times.json");
    String[] command = {
      "models",
      "table",
      "--measure",
      "--measurements",
      file.toString(),
      "--json",
      "--models",
      "mobilenet-v3-small"
    };
    JsonNode row = lastLine(command);
    assertThat(row.get("java_ms").asDouble()).isPositive();
    assertThat(row.get("onnxruntime_ms").asDouble()).isPositive();
    assertThat(new MeasurementFile(file).read().machine()).isEqualTo(Machine.here());
  }

  @Test
  void thePlotsNameSaysItsFormat() {
    CommandRun run = CommandRun.of("models", "table", "--plot", "plot.gif");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--plot draws .svg and .png, not plot.gif");
  }

  @Test
  void aNetworkThatTheZooDoesNotHaveIsNotInTheTable() {
    CommandRun run = CommandRun.of("models", "table", "--models", "mobilenet-v9");
    assertThat(run.err()).contains("the zoo has no network mobilenet-v9; did you mean");
  }
}
