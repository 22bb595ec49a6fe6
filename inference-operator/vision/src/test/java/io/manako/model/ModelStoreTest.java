package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.tensor.ResizeMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelStoreTest {
  private static final Path EXAMPLE = Path.of("..", "..", "config", "model.example.yaml");

  @TempDir private Path folder;

  private ModelStore store;

  @BeforeEach
  void writeModelOfOnesOwn() throws IOException {
    store = new ModelStore(folder.resolve("home"));
    Files.copy(EXAMPLE, folder.resolve("model.yaml"));
    Files.writeString(folder.resolve("labels.txt"), "person\n\ncar\n");
    Files.writeString(folder.resolve("mine.onnx"), "weights");
  }

  @Test
  void anOnnxFileWithADescriptionBesideItIsAModel() throws IOException {
    Model model = store.load(folder.resolve("mine.onnx").toString());
    assertThat(model.onnx()).isEqualTo(folder.resolve("mine.onnx"));
    assertThat(model.spec().labels()).containsExactly("person", "", "car");
    assertThat(model.spec().sha256()).isEqualTo(Sha256.of(model.onnx()));
  }

  @Test
  void aWrittenDescriptionReadsBackEqual() throws IOException {
    ModelSpec spec = ModelSpecFile.read(folder.resolve("model.yaml"));
    Path copy = Files.createDirectories(folder.resolve("copy")).resolve("model.yaml");
    ModelSpecFile.write(spec, copy);
    assertThat(ModelSpecFile.read(copy)).isEqualTo(spec);
  }

  @Test
  void aClassifiersCentreCropReadsBackEqual() throws IOException {
    becomeAClassifier("center-crop\n  crop-fraction: 0.875");
    ModelSpec spec = ModelSpecFile.read(folder.resolve("model.yaml"));
    assertThat(spec.input().resize()).isEqualTo(new ResizeMode.CenterCrop(0.875f));
    Path copy = Files.createDirectories(folder.resolve("copy")).resolve("model.yaml");
    ModelSpecFile.write(spec, copy);
    assertThat(ModelSpecFile.read(copy)).isEqualTo(spec);
  }

  @Test
  void channelsAndFurtherInputsAreReadAndWritten() throws IOException {
    String text = Files.readString(folder.resolve("model.yaml"));
    String other =
        text.replaceAll("color: \\w+", "color: gray\n  constants: {sizes: [640, 480]}")
            .replaceAll("mean: \\[[^]]*]", "mean: [127.5]")
            .replaceAll("std: \\[[^]]*]", "std: [2]");
    Files.writeString(folder.resolve("model.yaml"), other);
    ModelSpec spec = ModelSpecFile.read(folder.resolve("model.yaml"));
    assertThat(spec.input().color()).isEqualTo(InputSpec.Color.GRAY);
    assertThat(spec.input().constants()).containsOnlyKeys("sizes");
    Path copy = Files.createDirectories(folder.resolve("copy")).resolve("model.yaml");
    ModelSpecFile.write(spec, copy);
    assertThat(ModelSpecFile.read(copy)).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          center-crop                        | input lacks the key crop-fraction
          center-crop / crop-fraction: 0     | crop-fraction must be above 0; 0.875 is the usual
          center-crop / crop-fraction: 1.5   | crop-fraction must be a number from 0 to 1, not 1.5
          letterbox / crop-fraction: 0.875   | crop-fraction goes with resize: center-crop only
          centre-crop                        | did you mean center-crop?
          """)
  void aCropFractionThatMakesNoSenseIsRefused(String resize, String sentence) throws IOException {
    becomeAClassifier(resize.replace(" / ", "\n  "));
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aDetectorThatWouldNotSeeTheEdgesIsRefused() throws IOException {
    change("resize: letterbox", "resize: center-crop\n  crop-fraction: 0.875");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("input.resize is center-crop, which hides the picture's edges")
        .hasMessageContaining("choose stretch or letterbox");
  }

  @Test
  void theScoresForTracksAreTheModelsOwnOrTheUsualOnes() throws IOException {
    change("high-score: 0.5 ", "high-score: 0.4 ");
    assertThat(load().trackScores()).isEqualTo(new TrackScores(0.4, 0.3, 0.6));
    String text = Files.readString(folder.resolve("model.yaml"));
    Files.writeString(folder.resolve("model.yaml"), text.substring(0, text.indexOf("tracking:")));
    assertThat(load().trackScores()).isEqualTo(TrackScores.DEFAULT);
  }

  @Test
  void scoresForTracksThatContradictEachOtherAreRefused() throws IOException {
    change("low-score: 0.3 ", "low-score: 0.7 ");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "tracking: low-score 0.7, high-score 0.5 and new-track-score 0.6 must be 0 to 1 and in"
                + " rising order");
  }

  @Test
  void onlyADetectorHasScoresForTracks() throws IOException {
    becomeAClassifier("stretch");
    String tracking = "tracking: {high-score: 0.5, low-score: 0.3, new-track-score: 0.6}";
    change("task: class", tracking + "\ntask: class");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("unknown key tracking");
  }

  @Test
  void aDescriptionIsReadWithoutItsNetwork() throws IOException {
    ModelSpec spec = store.load(folder.resolve("mine.onnx").toString()).spec();
    String none = folder.resolve("mine.onnx").toString();
    assertThat(store.describe(none)).isEqualTo(ModelSpecFile.read(folder.resolve("model.yaml")));
    Files.delete(folder.resolve("mine.onnx"));
    assertThat(store.describe(folder.toString()).trackScores()).isEqualTo(spec.trackScores());
    assertThatThrownBy(() -> store.describe("elsewhere")).isInstanceOf(ModelException.class);
  }

  private void becomeAClassifier(String resize) throws IOException {
    Path file = folder.resolve("model.yaml");
    String text = Files.readString(file);
    String head = text.substring(0, text.indexOf("output:"));
    String labels = text.substring(text.indexOf("labels:"), text.indexOf("detection:\n  score"));
    Files.writeString(
        file,
        head.replaceFirst("task: detection.*", "task: classification")
                .replaceFirst("resize: letterbox.*\n.*", "resize: " + resize)
            + "output: {kind: classes, scores: scores, activation: none}\n"
            + labels);
  }

  @Test
  void anUnknownKeyNamesTheNearestAndTheAcceptedOnes() throws IOException {
    change("resize:", "resise:");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("input lacks the key resize");
    change("resise:", "resize: stretch\n  colour:");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("unknown key colour; did you mean color?")
        .hasMessageContaining("width");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    change("  color: rgb", "  color: rgb\n  color: bgr");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("model.yaml is not YAML")
        .hasMessageContaining("'color'");
  }

  @Test
  void aSecondDocumentIsRefused() throws IOException {
    change("task: detection", "task: detection\n---\ntask: detection");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("a second document begins after '---'");
  }

  @Test
  void moreLabelsThanClassesAreRefused() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "person\n\ncar\n\n\n");
    ModelSpec spec = store.load(folder.resolve("mine.onnx").toString()).spec();

    spec.requireLabelsFit(90);
    spec.requireLabelsFit(3);
    assertThatThrownBy(() -> spec.requireLabelsFit(2))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has 3 labels, but its network gives 2 classes");
  }

  @Test
  void aWrongValueNamesTheAcceptedOnes() throws IOException {
    change("color: rgb", "color: rbg");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("color is rbg; did you mean rgb? Accepted: rgb, bgr");
  }

  @Test
  void aNumberOutOfRangeIsNamed() throws IOException {
    change("score-threshold: 0.5", "score-threshold: 50");
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("score-threshold must be a number from 0 to 1, not 50");
  }

  @Test
  void aSegmentersDescriptionReadsBackEqual() throws IOException {
    Path yaml = describeSegmenter("513");
    ModelSpec spec = ModelSpecFile.read(yaml);
    assertThat(spec.task()).isEqualTo(Task.SEGMENTATION);
    Path copy = Files.createDirectories(folder.resolve("copy")).resolve("model.yaml");
    ModelSpecFile.write(spec, copy);
    assertThat(ModelSpecFile.read(copy)).isEqualTo(spec);
  }

  @Test
  void masksOfManyPixelsAreRefused() throws IOException {
    Path yaml = describeSegmenter("9000");
    assertThatThrownBy(() -> ModelSpecFile.read(yaml))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("output: width is 9000 pixels; masks have at most 1024");
  }

  @Test
  void aTaskThatItsOutputsDoNotAnswerIsRefused() throws IOException {
    change("task: detection", "task: segmentation");
    String all = Files.readString(folder.resolve("model.yaml"));
    Files.writeString(folder.resolve("model.yaml"), all.substring(0, all.indexOf("detection:\n")));
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the task segmentation does not go with this output.kind");
  }

  private Path describeSegmenter(String width) throws IOException {
    String example = Files.readString(EXAMPLE);
    String head = example.substring(0, example.indexOf("output:"));
    String labels = example.substring(example.indexOf("labels:"), example.indexOf("detection:\n"));
    return Files.writeString(
        folder.resolve("model.yaml"),
        head.replace("task: detection", "task: segmentation")
            + "output:\n  kind: pixel-scores\n  scores: s\n  layout: nchw\n  background: true\n"
            + "  width: "
            + width
            + "\n  height: 257\n  grid: half-pixel\n"
            + labels);
  }

  @Test
  void aMistypedNameNamesTheNearestModel() {
    assertThatThrownBy(() -> store.load("ssdlite-mobilenet-coco"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("there is no model ssdlite-mobilenet-coco")
        .hasMessageContaining("did you mean ssdlite-mobilenet-v2-coco?");
  }

  @Test
  void aModelThatIsNotHereYetNamesTheCommandThatFetchesIt() {
    assertThatThrownBy(() -> store.load("ssdlite-mobilenet-v2-coco"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("run ./manako models pull ssdlite-mobilenet-v2-coco");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/self/environ",
        "../labels.txt",
        "sub/labels.txt",
        "./labels.txt",
        "..",
        ".",
        "/"
      })
  void labelsOutsideOfTheModelsFolderAreNotOpened(String name) throws IOException {
    change("file: labels.txt", "file: " + name);
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("labels.file is \"" + name + "\"")
        .hasMessageContaining("the plain name of a file beside model.yaml");
  }

  @Test
  void aLinkLeadsToAFileOfTheFolderOrNowhere() throws IOException {
    Path labels = folder.resolve("labels.txt");
    Files.move(labels, folder.resolve("real.txt"));
    Files.createSymbolicLink(labels, Path.of("real.txt"));
    assertThat(store.load(folder.resolve("mine.onnx").toString()).spec().labels()).hasSize(3);
    Files.delete(labels);
    Files.createSymbolicLink(labels, Path.of("/proc/self/environ"));
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no regular file in the model's folder");
  }

  @Test
  void labelsThatNeverEndAreNotRead() throws IOException {
    try (RandomAccessFile labels =
        new RandomAccessFile(folder.resolve("labels.txt").toFile(), "rw")) {
      labels.setLength(1L << 40);
    }
    assertThatThrownBy(this::load)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("larger than the 4194304 bytes that are read");
  }

  private ModelSpec load() {
    return store.load(folder.resolve("mine.onnx").toString()).spec();
  }

  private void change(String from, String to) throws IOException {
    Path yaml = folder.resolve("model.yaml");
    String text = Files.readString(yaml);
    assertThat(text).contains(from);
    Files.writeString(yaml, text.replace(from, to));
  }
}
