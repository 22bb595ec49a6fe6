package io.manako.intake;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.Engine;
import io.manako.engine.EngineInput;
import io.manako.engine.EngineOptions;
import io.manako.graph.OnnxSketch;
import io.manako.graph.OnnxSummary;
import io.manako.image.Image;
import io.manako.model.InputSpec.Color;
import io.manako.model.Model;
import io.manako.model.ModelException;
import io.manako.model.ModelStore;
import io.manako.model.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntakeTest {
  private static final int SIDE = 64;
  private static final String NAME = "mine";

  @TempDir private Path home;

  @Test
  void aDetectorWhoseBoxesFollowThePictureIsTakenIn() {
    Model model = take(LevelSketch.ofWhite(SIDE), Map.of());
    assertThat(model.spec().task()).isEqualTo(Task.DETECTION);
    assertThat(model.spec().labels()).containsExactly("class-0");
    assertThat(model.spec().sha256()).hasSize(64);
    assertThat(model.folder().resolve("model.yaml"))
        .content()
        .contains("kind: distances", "# distances from cells", "strides: [8, 16]");
  }

  @Test
  void aDetectorThatAnswersTheSameWhateverItSeesIsRefusedAndLeavesNothing() {
    assertThatThrownBy(() -> take(LevelSketch.ofNothing(SIDE), Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("would answer nonsense")
        .hasMessageContaining("do not move with the objects")
        .hasMessageContaining("--set");
    assertThat(home.resolve("models")).isDirectoryNotContaining("glob:**/{mine,.mine.pull}");
  }

  @Test
  void whatOnlyAnObjectCanShowIsAskedForWhenNothingIsFound() {
    assertThatThrownBy(() -> take(LevelSketch.ofWhite(SIDE), Map.of(), black()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nothing was found in the test's picture")
        .hasMessageContaining("--try PICTURE")
        .hasMessageContaining("--set input.range");
  }

  @Test
  void keysOfTheUserStandAboveTheGuess() {
    Model model =
        take(
            LevelSketch.ofWhite(SIDE),
            Map.of("input.range", "0..1", "detection.score-threshold", "0.7"));
    assertThat(model.spec().scoreThreshold()).isEqualTo(0.7f);
    assertThat(model.folder().resolve("model.yaml")).content().contains("# given with --set");
  }

  @Test
  void aNamedRangeFollowsTheOrderOfTheColours() {
    Model model =
        take(LevelSketch.ofWhite(SIDE), Map.of("input.range", "-1..1", "input.color", "bgr"));
    assertThat(model.spec().input().color()).isEqualTo(Color.BGR);
    assertThat(InputConvention.IMAGENET.bgr().mean()).containsExactly(103.53f, 116.28f, 123.675f);
  }

  @Test
  void anUnknownKeyNamesTheNearestOne() {
    assertThatThrownBy(() -> take(LevelSketch.ofWhite(SIDE), Map.of("output.box-formt", "xyxy")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("unknown key box-formt");
    assertThatThrownBy(() -> take(LevelSketch.ofWhite(SIDE), Map.of("input.range", "0..2")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("did you mean 0..1?");
  }

  @Test
  void aSinglePictureWithoutABatchGetsAnAxisAndBothEnginesRunIt() throws IOException {
    Path labels = Files.write(home.resolve("names.txt"), List.of("red", "green", "blue"));
    for (int opset : new int[] {11, 13}) {
      byte[] onnx =
          reading(opset, 3, SIDE, SIDE)
              .scalar("times", -5)
              .node("ReduceMean", "means", "x", attribute("axes", new long[] {1, 2}))
              .node("Reshape", "rows", "means row")
              .ints("row", 1, 3)
              .node("Mul", "y", "rows times")
              .writing("y", 2);
      Path folder = Files.createDirectories(home.resolve("opset" + opset));
      Files.write(folder.resolve("model.onnx"), onnx);
      Request request =
          new Request(
              NAME,
              "file:mine.onnx",
              Map.of("input.range", "0..1"),
              new Names(labels),
              square(SIDE),
              "the test's picture");
      assertThat(new Intake(folder, request).adopt().known())
          .anyMatch(sentence -> sentence.contains("takes a single picture"));
      assertThat(OnnxSummary.read(folder.resolve("model.onnx")).inputs().get(0).extents())
          .containsExactly(1L, 3L, (long) SIDE, (long) SIDE);
      Model model = new ModelStore(folder).load(folder.toString());
      for (EngineOptions.Kind kind :
          List.of(EngineOptions.Kind.JAVA, EngineOptions.Kind.ONNXRUNTIME)) {
        EngineOptions alone = new EngineOptions(kind, EngineOptions.Device.CPU, 1, 1);
        try (Engine engine = Engine.open(model, alone)) {
          EngineInput input = engine.newInput();
          assertThat(engine.run(input, 1).get(0).shape().size()).isEqualTo(3);
        }
      }
    }
  }

  @Test
  void aYoloWithoutAnchorsAsksForItsVersion() {
    byte[] maps = yoloMaps();
    assertThatThrownBy(() -> take(maps, Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the file holds no anchors")
        .hasMessageContaining("--set output.yolo=v2, v2-tiny-voc, v3, v3-tiny,");
    assertThatThrownBy(() -> take(maps, Map.of("output.yolo", "v3")))
        .hasMessageContaining("YOLO v3 has 3 levels, but the network has 2");
    Model model = take(maps, Map.of("output.yolo", "v3-tiny"), black());
    assertThat(model.folder().resolve("model.yaml"))
        .content()
        .contains("anchor-sizes: [[10.0, 14.0,", "published anchors of YOLO v3-tiny");
  }

  @Test
  void theNameOfAFileStatesItsVersion() {
    assertThat(YoloVersion.inFileName("file:tiny_yolov3-11.onnx").orElseThrow().name())
        .isEqualTo("v3-tiny");
    assertThat(YoloVersion.inFileName("file:yolo-v5s.onnx").orElseThrow().name()).isEqualTo("v5");
    assertThat(YoloVersion.inFileName("file:best.onnx")).isEmpty();
    assertThat(YoloVersion.inFileName("file:yolov8n.onnx")).isEmpty();
  }

  /** Two maps in which nothing is found. */
  private static byte[] yoloMaps() {
    OnnxSketch sketch = reading(13, 1, 3, SIDE, SIDE).scalar("low", -9);
    Map<String, Integer> outputs = new LinkedHashMap<>();
    for (int stride : new int[] {16, 32}) {
      long[] window = {stride, stride};
      sketch
          .weight("w" + stride, 21, 3, 1, 1)
          .node(
              "AveragePool",
              "p" + stride,
              "x",
              attribute("kernel_shape", window),
              attribute("strides", window))
          .node("Conv", "c" + stride, "p" + stride + " w" + stride)
          .node("Add", "map" + stride, "c" + stride + " low");
      outputs.put("map" + stride, 4);
    }
    return sketch.writing(outputs);
  }

  @Test
  void aClassifierWithoutNamesAsksForThem() {
    assertThatThrownBy(() -> take(classifier(), Map.of("input.range", "0..1")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("--labels FILE");
  }

  @Test
  void aClassifierWithoutARangeAsksForIt() throws IOException {
    Path labels = Files.write(home.resolve("names.txt"), List.of("red", "green", "blue"));
    assertThatThrownBy(() -> take(classifier(), Map.of(), square(SIDE), labels))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("--set input.range=0..1, -1..1, 0..255 or imagenet");
    Model model = take(classifier(), Map.of("input.range", "0..1"), square(SIDE), labels);
    assertThat(model.spec().labels()).containsExactly("red", "green", "blue");
  }

  @Test
  void moreNamesThanClassesAreRefused() throws IOException {
    Path labels = Files.write(home.resolve("names.txt"), List.of("a", "b", "c", "d"));
    assertThatThrownBy(
            () -> take(classifier(), Map.of("input.range", "0..1"), square(SIDE), labels))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has 4 names, but the network has 3 classes");
  }

  @Test
  void aFileThatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> take(new byte[] {1, 2, 3}, Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is no ONNX file");
  }

  @Test
  void aModelOfThatNameIsReplacedOnlyOnRequest() {
    take(LevelSketch.ofWhite(SIDE), Map.of());
    assertThatThrownBy(() -> take(LevelSketch.ofWhite(SIDE), Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("--replace");
  }

  /** The mean of each colour as a raw score. */
  private static byte[] classifier() {
    return reading(13, 1, 3, SIDE, SIDE)
        .scalar("times", -5)
        .node("GlobalAveragePool", "means", "x")
        .node("Flatten", "flat", "means")
        .node("Mul", "y", "flat times")
        .writing("y", 2);
  }

  private Model take(byte[] onnx, Map<String, String> settings) {
    return take(onnx, settings, square(SIDE));
  }

  private Model take(byte[] onnx, Map<String, String> settings, Image trial) {
    return take(onnx, settings, trial, null);
  }

  private Model take(
      byte[] onnx, Map<String, String> settings, Image trial, @Nullable Path labels) {
    Request request =
        new Request(
            NAME, "file:mine.onnx", settings, new Names(labels), trial, "the test's picture");
    return new ModelStore(home)
        .add(
            NAME,
            false,
            folder -> {
              Files.write(folder.resolve("model.onnx"), onnx);
              new Intake(folder, request).adopt();
            });
  }

  private record Names(@Nullable Path file) implements LabelChoice.Sources {
    @Override
    public List<String> imagenet() {
      return List.of();
    }
  }

  private static Image black() {
    return new Image(SIDE, SIDE, new byte[SIDE * SIDE * 3]);
  }

  /** A black picture with one white square left of the middle, one cell of the finest level. */
  private static Image square(int side) {
    byte[] rgb = new byte[side * side * 3];
    for (int y = 16; y < 24; y++) {
      for (int x = 8; x < 16; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[(y * side + x) * 3 + c] = (byte) 255;
        }
      }
    }
    return new Image(side, side, rgb);
  }
}
