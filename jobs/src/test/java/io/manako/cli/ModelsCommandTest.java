package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.model.Model;
import io.manako.model.TestModels;
import org.junit.jupiter.api.Test;

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
        .containsPattern("weight_bytes +\\d{8}")
        .containsPattern("arena_bytes +\\d{7}");
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
}
