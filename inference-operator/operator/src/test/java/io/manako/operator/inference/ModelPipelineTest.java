package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.engine.EngineOptions;
import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.OnnxWriter;
import io.manako.model.ModelException;
import io.manako.model.TestModels;
import io.manako.operator.Answered;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.FrameStatus;
import io.manako.operator.ModelInfo;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.TrackScoreBook;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator with the real decoder, engine and models. */
@Timeout(600)
class ModelPipelineTest {
  private static final String OWN_MODEL =
      """
      name: own
      task: detection
      input:
        name: image
        layout: nchw
        width: 8
        height: 8
        resize: stretch
        color: rgb
        mean: [0, 0, 0]
        std: [255, 255, 255]
      output:
        kind: decoded-boxes
        boxes: boxes
        scores: scores
        activation: none
        background: false
      labels:
        file: labels.txt
        first-class-id: 0
        map: fruit
      detection:
        score-threshold: 0.5
        iou-threshold: 0.5
        max-detections: 10
      """;
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
  void tilesGiveBoxesInThePixelsOfThePictureAloneAndInABatch() throws Exception {
    List<Detection> whole = results("3", "off").get(0).detections();
    List<FrameResult> together = results("3", "off", "detector.tiles", "2x2");
    List<FrameResult> alone = results("1", "off", "detector.tiles", "2x2");

    assertSameAnswers(together, alone);
    List<Detection> tiled = together.get(0).detections();
    assertThat(tiled).isNotEqualTo(whole);
    assertThat(tiled.stream().filter(t -> whole.stream().anyMatch(w -> isSame(t, w))))
        .as("objects that both find at one place")
        .hasSizeGreaterThan(2);
  }

  private static boolean isSame(Detection a, Detection b) {
    return a.classId() == b.classId() && a.box().iou(b.box()) > 0.6;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2x2"})
  void faintDetectionsAreExtraAndChangeNothingThatIsReported(String tiles) throws Exception {
    List<FrameResult> usual = results("3", "off", "detector.tiles", tiles);
    InferenceOptions tracked =
        TestOptions.with("detector.tiles", tiles)
            .withTracks(new TrackScoreBook(null, 0.1, Map.of()));
    try (OperatorHarness harness = OperatorHarness.opened(new InferenceOperatorFactory(tracked))) {
      harness.feed(frame(0)).flink.endInput();
      FrameResult result = harness.results().get(0);

      assertThat(result.detections()).isEqualTo(usual.get(0).detections());
      assertThat(result.faint()).isNotEmpty().allMatch(d -> d.score() >= 0.1 && d.score() < 0.5);
      assertThat(usual.get(0).faint()).isEmpty();
    }
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
  void aCentreCropIsOfTheFrameAndNotOfAnObject(@TempDir Path folder) throws Exception {
    Path cropped = TestModels.classifier().folder();
    for (String file : List.of("model.onnx", "labels.txt")) {
      Files.copy(cropped.resolve(file), folder.resolve(file));
    }
    String yaml = Files.readString(cropped.resolve("model.yaml"));
    String stretching =
        yaml.replaceFirst("resize: center-crop\n  crop-fraction: 0.875", "resize: stretch");
    assertThat(stretching).isNotEqualTo(yaml);
    Files.writeString(folder.resolve("model.yaml"), stretching);
    String[] stretched = {"classifier.model", folder.toString()};

    assertSameAnswers(results("3", "crop"), results("3", "crop", stretched));
    for (FrameResult frame : results("3", "frame")) {
      assertThat(results("3", "frame", stretched))
          .noneMatch(r -> r.classifications().equals(frame.classifications()));
    }
  }

  @Test
  void aFrameRunAloneAfterAFailureGetsTheAnswerOfItsBatch() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "3", "detector.tiles", "2x1");
    try (ModelPipeline pipeline = ModelPipeline.open(options)) {
      PictureBatch batch = pipeline.newBatch();
      for (int n = 0; n < PHOTOS.size(); n++) {
        int place = n;
        pipeline.decode(frame(n), (image, index, pts) -> batch.put(place, image));
      }
      List<Answered> together = batch.run(3).answers();
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
      assertThat(detector.engine()).isEqualTo("java");
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
  void onlyTheClassesOfTheOptionsAreReported() throws Exception {
    InferenceOptions options = TestOptions.with("detector.classes", "car");
    try (OperatorHarness harness = OperatorHarness.opened(new InferenceOperatorFactory(options))) {
      harness.feed(frame(0)).flink.endInput();

      assertThat(harness.results().get(0).detections())
          .isNotEmpty()
          .extracting(Detection::label)
          .containsOnly("car");
    }
  }

  @Test
  void aClassThatTheModelDoesNotKnowIsRefusedWithTheNearest() {
    InferenceOptions options = TestOptions.with("detector.classes", "person,cars");

    assertThatThrownBy(() -> ModelPipeline.open(options))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("\"cars\"")
        .hasMessageContaining("the nearest is \"car\"");
  }

  @Test
  void aModelThatIsNotThereIsNamedInTheError() {
    InferenceOptions options = TestOptions.with("detector.model", "no-such-model");

    assertThatThrownBy(() -> ModelPipeline.open(options))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no-such-model");
  }

  /** Both outputs have the shape [N, 1, 4], so nothing but their names tells them apart. */
  @ParameterizedTest
  @EnumSource(EngineOptions.Kind.class)
  void outputsAreDistinguishedByNameWhateverTheirOrderInTheFile(
      EngineOptions.Kind engine, @TempDir Path folder) throws Exception {
    OnnxWriter.write(scoresBeforeBoxes(), folder.resolve("model.onnx"));
    Files.write(folder.resolve("labels.txt"), List.of("pear", "apple", "plum", "fig"));
    Files.writeString(folder.resolve("model.yaml"), OWN_MODEL);
    InferenceOptions options =
        TestOptions.with(
            "detector.model", folder.toString(), "inference.engine", engine.toString());
    try (OperatorHarness harness = OperatorHarness.opened(new InferenceOperatorFactory(options))) {
      harness.feed(frame(0)).flink.endInput();

      assertThat(harness.results().get(0).detections())
          .containsExactly(new Detection(1, "apple", 0.9f, new Box(75, 75, 150, 150)));
    }
  }

  /** The model sees its one object in the middle half of whatever it is shown. */
  @Test
  void eachTilesBoxIsExactlyWhereThatTileIs(@TempDir Path folder) throws Exception {
    OnnxWriter.write(scoresBeforeBoxes(), folder.resolve("model.onnx"));
    Files.write(folder.resolve("labels.txt"), List.of("pear", "apple", "plum", "fig"));
    Files.writeString(folder.resolve("model.yaml"), OWN_MODEL);
    InferenceOptions options =
        TestOptions.with("detector.model", folder.toString(), "detector.tiles", "2x1");
    try (OperatorHarness harness = OperatorHarness.opened(new InferenceOperatorFactory(options))) {
      harness.feed(frame(0)).flink.endInput();

      assertThat(harness.results().get(0).detections())
          .extracting(Detection::box)
          .containsExactly(
              new Box(41.75f, 75, 83.5f, 150),
              new Box(75, 75, 150, 150),
              new Box(174.75f, 75, 83.5f, 150));
    }
  }

  @ParameterizedTest
  @EnumSource(EngineOptions.Kind.class)
  void anchorsThatDoNotFitTheNetworkAreRefusedWhenItIsOpened(
      EngineOptions.Kind engine, @TempDir Path folder) throws Exception {
    OnnxWriter.write(scoresBeforeBoxes(), folder.resolve("model.onnx"));
    Files.write(folder.resolve("labels.txt"), List.of("pear", "apple", "plum", "fig"));
    Files.write(folder.resolve("anchors.bin"), new byte[2 * 16]);
    Files.writeString(
        folder.resolve("model.yaml"),
        OWN_MODEL.replace(
            "decoded-boxes", "ssd\n  anchors: anchors.bin\n  coding: [10, 10, 5, 5]"));
    InferenceOptions options =
        TestOptions.with(
            "detector.model", folder.toString(), "inference.engine", engine.toString());

    assertThatThrownBy(() -> ModelPipeline.open(options))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "detector.model is wrong: output.anchors has 2 rows, but the output boxes has 1 boxes:"
                + " each needs its anchor");
  }

  private static Graph scoresBeforeBoxes() {
    return new Graph(
        "own",
        Map.of("image", Shape.of(Shape.DYNAMIC, 3, 8, 8)),
        Map.of(
            "none", Tensor.of(Shape.of(4, 3), new float[12]),
            "four scores", Tensor.of(Shape.of(4), 0.1f, 0.9f, 0.2f, 0.3f),
            "one box", Tensor.of(Shape.of(4), 0.25f, 0.25f, 0.75f, 0.75f)),
        List.of(
            new Node.ReduceMean("pool", "p", "image", List.of(2, 3), false),
            new LayerNode.Dense("score", "s", "p", new Filters("none", "four scores")),
            new MoveNode.Reshape("to scores", "scores", "s", List.of(0, 1, 4)),
            new LayerNode.Dense("box", "b", "p", new Filters("none", "one box")),
            new MoveNode.Reshape("to boxes", "boxes", "b", List.of(0, 1, 4))),
        List.of("scores", "boxes"));
  }

  private static void assertSameAnswers(List<FrameResult> some, List<FrameResult> others) {
    for (int n = 0; n < PHOTOS.size(); n++) {
      assertThat(some.get(n).detections()).isEqualTo(others.get(n).detections());
      assertThat(some.get(n).classifications()).isEqualTo(others.get(n).classifications());
    }
  }

  private static List<FrameResult> results(String batchSize, String classifierMode, String... more)
      throws Exception {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("inference.batch-size", batchSize, "classifier.mode", classifierMode));
    InferenceOptions options = TestOptions.with(settings.toArray(String[]::new));
    try (OperatorHarness harness = OperatorHarness.opened(new InferenceOperatorFactory(options))) {
      for (int n = 0; n < PHOTOS.size(); n++) {
        harness.feed(frame(n));
      }
      harness.flink.endInput();
      return harness.results();
    }
  }

  private static FrameRecord frame(int n) throws IOException {
    return FrameRecord.builder(
            "cam-1",
            "cam-1/0/" + n,
            new FrameRecord.Source("video.frames", 0, n),
            photo(PHOTOS.get(n)))
        .eventTime(Instant.ofEpochMilli(n))
        .contentType("image/png")
        .build();
  }

  private static byte[] photo(String name) throws IOException {
    String path = "/io/manako/model/reference/" + name + "_300.png";
    try (InputStream in = ModelPipelineTest.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }
}
