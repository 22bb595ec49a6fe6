package io.manako.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Detection;
import io.manako.model.ModelException;
import io.manako.model.TestModels;
import io.manako.operator.FrameResult.Classified;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator with the real decoder, engine and models. */
@Timeout(240)
class ModelPipelineTest {
  private static final List<String> PHOTOS = List.of("vtest", "messi5", "apple");

  @BeforeAll
  static void fetchModels() {
    TestModels.detector();
    TestModels.classifier();
  }

  @Test
  void realPhotosGiveTheSameResultsAloneAndInABatch() throws Exception {
    List<FrameResult> together = results("3", "frame");
    List<FrameResult> alone = results("1", "frame");

    assertThat(together).extracting(FrameResult::status).containsOnly(FrameStatus.OK);
    assertThat(together.get(0).detections()).extracting(Detection::label).contains("person");
    assertThat(together.get(1).detections()).extracting(Detection::label).contains("person");
    assertThat(together.get(2).classifications())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.detection()).isEqualTo(-1);
              assertThat(c.topK()).hasSize(5);
              assertThat(c.topK().get(0).label()).contains("Granny Smith");
            });
    assertSameAnswers(together, alone);
  }

  @Test
  void everyDetectedObjectIsClassifiedOnItsOwn() throws Exception {
    List<FrameResult> together = results("3", "crop");
    List<FrameResult> alone = results("1", "crop");

    for (FrameResult result : together) {
      assertThat(result.classifications())
          .extracting(Classified::detection)
          .containsExactlyElementsOf(
              IntStream.range(0, result.detections().size()).boxed().toList());
    }
    assertSameAnswers(together, alone);
  }

  @Test
  void aFrameRunAloneAfterAFailureGetsTheAnswerOfItsBatch() throws Exception {
    InferenceOptions options = TestOptions.with("inference.batch-size", "3");
    try (ModelPipeline pipeline = ModelPipeline.open(options)) {
      PictureBatch batch = pipeline.newBatch();
      for (int n = 0; n < PHOTOS.size(); n++) {
        int place = n;
        pipeline.decode(frame(n), (image, index, pts) -> batch.put(place, image));
      }
      List<PictureBatch.Answer> together = batch.run(3).answers();
      for (int n = 0; n < PHOTOS.size(); n++) {
        assertThat(batch.runAlone(n).answers()).containsExactly(together.get(n));
      }
    }
  }

  @Test
  void resultsNameTheModelAndTheThresholdsThatWereUsed() {
    InferenceOptions options =
        TestOptions.with("detector.score-threshold", "0.25", "classifier.mode", "frame");
    try (ModelPipeline pipeline = ModelPipeline.open(options)) {
      ModelInfo detector = pipeline.models().detector();

      assertThat(detector.name()).isEqualTo("ssdlite-mobilenet-v2-coco");
      assertThat(detector.engine()).isEqualTo("onnxruntime");
      assertThat(detector.scoreThreshold()).isEqualTo(0.25f);
      assertThat(detector.iouThreshold()).isEqualTo(TestModels.detector().spec().iouThreshold());
      assertThat(pipeline.models().classifier().name()).isEqualTo("mobilenet-v1-1.0-224-imagenet");
    }
  }

  @Test
  void aClassifierInTheDetectorsPlaceIsRefusedWithASentence() {
    InferenceOptions options = TestOptions.with("detector.model", "mobilenet-v1-1.0-224-imagenet");

    assertThatThrownBy(() -> ModelPipeline.open(options))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("detector.model is wrong")
        .hasMessageContaining("choose one whose task is detection");
  }

  @Test
  void aModelThatIsNotThereIsNamedInTheError() {
    InferenceOptions options = TestOptions.with("detector.model", "no-such-model");

    assertThatThrownBy(() -> ModelPipeline.open(options))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no-such-model");
  }

  private static void assertSameAnswers(List<FrameResult> some, List<FrameResult> others) {
    for (int n = 0; n < PHOTOS.size(); n++) {
      assertThat(some.get(n).detections()).isEqualTo(others.get(n).detections());
      assertThat(some.get(n).classifications()).isEqualTo(others.get(n).classifications());
    }
  }

  private static List<FrameResult> results(String batchSize, String classifierMode)
      throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", batchSize, "classifier.mode", classifierMode);
    try (OperatorHarness harness = OperatorHarness.opened(new InferenceOperatorFactory(options))) {
      for (int n = 0; n < PHOTOS.size(); n++) {
        harness.feed(frame(n));
      }
      harness.flink.endInput();
      return harness.results();
    }
  }

  private static FrameRecord frame(int n) throws IOException {
    return new FrameRecord(
        "cam-1",
        "cam-1/0/" + n,
        "0",
        n,
        Instant.ofEpochMilli(n),
        null,
        null,
        "image/png",
        new FrameRecord.Source("video.frames", 0, n),
        photo(PHOTOS.get(n)),
        new FrameRecord.Original(null, List.of()),
        null);
  }

  private static byte[] photo(String name) throws IOException {
    String path = "/io/manako/model/reference/" + name + "_300.png";
    try (InputStream in = ModelPipelineTest.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }
}
