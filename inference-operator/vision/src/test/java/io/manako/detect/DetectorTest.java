package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.model.AnchorSource;
import io.manako.model.BoxFormat;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelException;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring;
import io.manako.model.Scoring.Background;
import io.manako.model.Task;
import io.manako.model.TrackScores;
import io.manako.tensor.Placement;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTest {
  private static final List<Float> CODING = List.of(10f, 10f, 5f, 5f);
  private static final Placement WHOLE = new Placement(200, 100, 0, 0, 200, 100);
  private static final DetectorSettings HALF =
      new DetectorSettings(0.5f, 0.5f, 20, Suppression.PER_CLASS);
  private static final float NAN = Float.NaN;

  @TempDir private Path folder;

  @Test
  void anUncodedSsdBoxIsItsAnchorAndTheCodeShiftsAndScalesIt() throws IOException {
    anchors(0.5f, 0.25f, 0.2f, 0.1f, 0.5f, 0.5f, 0.2f, 0.2f);
    float twice = (float) Math.log(2) * 5;
    Tensor boxes = tensor(2, 4, 0, 0, 0, 0, 5, -5, twice, twice);
    Tensor scores = tensor(2, 1, 3, 2);
    Detector detector = ssd(Activation.SIGMOID, false, HALF);
    List<Detection> found = detector.detect(List.of(boxes, scores), 0, WHOLE);
    assertThat(found).hasSize(2);
    assertBox(found.get(0).box(), 40, 40, 20, 20);
    assertThat(found.get(0).score()).isCloseTo(0.952574f, within(1e-6f));
    // Centre y 0.5 + 5/10·0.2 = 0.6, x 0.5 − 0.1 = 0.4; sides doubled to 0.4.
    assertBox(found.get(1).box(), 40, 40, 80, 40);
  }

  @Test
  void aScoreExactlyAtTheThresholdStays() throws IOException {
    anchors(0.5f, 0.5f, 0.5f, 0.5f);
    Tensor boxes = tensor(1, 4, 0, 0, 0, 0);
    Detector detector = ssd(Activation.SIGMOID, false, HALF);
    assertThat(detector.detect(List.of(boxes, tensor(1, 1, 0)), 0, WHOLE)).hasSize(1);
    assertThat(detector.detect(List.of(boxes, tensor(1, 1, -1e-4f)), 0, WHOLE)).isEmpty();
  }

  @Test
  void softmaxCountsTheBackgroundAndNeverReportsIt() throws IOException {
    Detector detector = decoded(Activation.SOFTMAX, true, HALF);
    Tensor boxes = tensor(3, 4, box(0), box(0.3f), box(0.6f));
    float ln3 = (float) Math.log(3);
    Tensor scores = tensor(3, 3, 5, 0, 0, 0, 0, ln3, 0, 0, 2 * ln3);
    List<Detection> found = detector.detect(List.of(boxes, scores), 0, WHOLE);
    assertThat(found).hasSize(2);
    assertThat(found.get(0).score()).isCloseTo(9 / 11f, within(1e-6f));
    assertThat(found.get(1).score()).isCloseTo(0.6f, within(1e-6f));
    assertThat(found).allSatisfy(d -> assertThat(d.classId()).isEqualTo(2));
    assertThat(found.get(0).label()).isEqualTo("bicycle");
  }

  @Test
  void boxesOfOneClassSuppressEachOtherAndOthersDoNot() throws IOException {
    Tensor boxes = tensor(3, 4, box(0.1f), box(0.11f), box(0.12f));
    Tensor scores = tensor(3, 2, 0.6f, 0, 0.9f, 0, 0, 0.7f);
    List<Tensor> outputs = List.of(boxes, scores);
    List<Detection> byClass = decoded(Activation.NONE, false, HALF).detect(outputs, 0, WHOLE);
    assertThat(byClass).extracting(Detection::score).containsExactly(0.9f, 0.7f);
    assertThat(byClass).extracting(Detection::classId).containsExactly(1, 2);
    var agnostic = new DetectorSettings(0.5f, 0.5f, 20, Suppression.CLASS_AGNOSTIC);
    List<Detection> all = decoded(Activation.NONE, false, agnostic).detect(outputs, 0, WHOLE);
    assertThat(all).extracting(Detection::score).containsExactly(0.9f);
  }

  @Test
  void twoNamesOfOneObjectAreOneDetectionButARiderAndABicycleAreTwo() throws IOException {
    var byObject = new DetectorSettings(0.5f, 0.5f, 20, Suppression.PER_OBJECT);
    Tensor scores = tensor(2, 2, 0.6f, 0, 0, 0.7f);
    for (float apart : new float[] {0, 0.01f}) {
      List<Tensor> twoNames = List.of(tensor(2, 4, box(0.1f), box(0.1f + apart)), scores);
      assertThat(decoded(Activation.NONE, false, byObject).detect(twoNames, 0, WHOLE))
          .extracting(Detection::classId)
          .containsExactly(2);
    }
    List<Tensor> two = List.of(tensor(2, 4, box(0.1f), box(0.13f)), scores);
    assertThat(decoded(Activation.NONE, false, byObject).detect(two, 0, WHOLE)).hasSize(2);
    List<Tensor> same = List.of(two.get(0), tensor(2, 2, 0.6f, 0, 0.7f, 0));
    assertThat(decoded(Activation.NONE, false, byObject).detect(same, 0, WHOLE)).hasSize(1);
  }

  @Test
  void onePlaceMayHaveTwoClassesUnlessOnlyTheBestCounts() throws IOException {
    List<Tensor> outputs = List.of(tensor(1, 4, box(0.1f)), tensor(1, 2, 0.6f, 0.8f));
    assertThat(decoded(Activation.NONE, false, HALF).detect(outputs, 0, WHOLE))
        .extracting(Detection::classId)
        .containsExactly(2, 1);
    var agnostic = new DetectorSettings(0.5f, 1, 20, Suppression.CLASS_AGNOSTIC);
    assertThat(decoded(Activation.NONE, false, agnostic).detect(outputs, 0, WHOLE))
        .extracting(Detection::classId)
        .containsExactly(2);
  }

  @Test
  void brokenAndInvisibleBoxesAreDropped() throws IOException {
    Tensor boxes =
        tensor(
            7,
            4,
            new float[] {NAN, 0, 1, 1},
            new float[] {0.5f, 0, 0.5f, 1},
            new float[] {0.6f, 0, 0.5f, 1},
            new float[] {0, 0, Float.POSITIVE_INFINITY, 1},
            new float[] {1.1f, 0, 1.2f, 1},
            new float[] {-0.2f, 0, -0.1f, 1},
            box(0.2f));
    Tensor scores = tensor(7, 1, 1, 1, 1, 1, 1, 1, 0.6f);
    List<Detection> found =
        decoded(Activation.NONE, false, HALF).detect(List.of(boxes, scores), 0, WHOLE);
    assertThat(found).extracting(Detection::score).containsExactly(0.6f);
    Tensor noNumbers = tensor(7, 1, NAN, NAN, NAN, NAN, NAN, NAN, NAN);
    for (Activation activation : Activation.values()) {
      Detector detector = decoded(activation, false, HALF);
      assertThat(detector.detect(List.of(boxes, noNumbers), 0, WHOLE)).isEmpty();
    }
  }

  @Test
  void boxesAreClippedToThePictureBehindALetterbox() throws IOException {
    Placement letterbox = new Placement(200, 200, 0, -50, 200, 100);
    Tensor boxes = tensor(1, 4, 0.2f, -0.1f, 0.5f, 0.5f);
    List<Detection> found =
        decoded(Activation.NONE, false, HALF)
            .detect(List.of(boxes, tensor(1, 1, 0.9f)), 0, letterbox);
    assertBox(found.get(0).box(), 0, 0, 100, 50);
  }

  @Test
  void equalScoresAreSortedByClassThenXThenY() throws IOException {
    Tensor boxes =
        tensor(
            4,
            4,
            new float[] {0.5f, 0.5f, 0.6f, 0.6f},
            new float[] {0.7f, 0.1f, 0.8f, 0.2f},
            new float[] {0.1f, 0.1f, 0.2f, 0.2f},
            new float[] {0.3f, 0.9f, 0.4f, 1});
    Tensor scores = tensor(4, 2, 0, 0.8f, 0, 0.8f, 0, 0.8f, 0.8f, 0);
    List<Detection> found =
        decoded(Activation.NONE, false, HALF).detect(List.of(boxes, scores), 0, WHOLE);
    assertThat(found).extracting(Detection::classId).containsExactly(1, 2, 2, 2);
    assertThat(found.subList(1, 4))
        .extracting(d -> Math.round(d.box().y()))
        .containsExactly(10, 70, 50);
  }

  @Test
  void theBestStayWhenThereAreTooMany() throws IOException {
    var two = new DetectorSettings(0.1f, 0.5f, 2, Suppression.PER_CLASS);
    Tensor boxes = tensor(3, 4, box(0), box(0.3f), box(0.6f));
    Tensor scores = tensor(3, 1, 0.3f, 0.5f, 0.4f);
    assertThat(decoded(Activation.NONE, false, two).detect(List.of(boxes, scores), 0, WHOLE))
        .extracting(Detection::score)
        .containsExactly(0.5f, 0.4f);
  }

  @Test
  void onlyTheWantedClassesAreReportedAndTheOthersTakeNoPlace() throws IOException {
    var second = new DetectorSettings(0.1f, 0.5f, 1, Suppression.PER_CLASS, Set.of(2));
    Tensor boxes = tensor(3, 4, box(0), box(0.3f), box(0.6f));
    Tensor scores = tensor(3, 2, 0.9f, 0, 0.8f, 0, 0, 0.3f);
    assertThat(decoded(Activation.NONE, false, second).detect(List.of(boxes, scores), 0, WHOLE))
        .extracting(Detection::classId)
        .containsExactly(2);
  }

  @Test
  void eachPictureOfABatchHasItsOwnNumbers() throws IOException {
    float[] boxes = new float[8];
    System.arraycopy(box(0.1f), 0, boxes, 0, 4);
    System.arraycopy(box(0.6f), 0, boxes, 4, 4);
    var outputs =
        List.of(Tensor.of(Shape.of(2, 1, 4), boxes), Tensor.of(Shape.of(2, 1, 1), 0.6f, 0.9f));
    Detector detector = decoded(Activation.NONE, false, HALF);
    assertThat(detector.detect(outputs, 1, WHOLE).get(0).score()).isEqualTo(0.9f);
    assertThat(detector.detect(outputs, 0, WHOLE).get(0).box().y()).isCloseTo(10, within(1e-4f));
  }

  @Test
  void theDetectionsOfARealPictureAreThoseOfTensorFlowJs() throws IOException {
    List<float[]> candidates = csv("vtest-candidates.csv");
    float[] boxes = new float[candidates.size() * 4];
    float[] scores = new float[candidates.size() * 90];
    for (int i = 0; i < candidates.size(); i++) {
      float[] row = candidates.get(i);
      System.arraycopy(row, 3, boxes, i * 4, 4);
      scores[i * 90 + (int) row[1] - 1] = row[2];
    }
    var settings = new DetectorSettings(0.5f, 0.5f, 20, Suppression.CLASS_AGNOSTIC);
    List<Detection> found =
        decoded(Activation.NONE, false, settings)
            .detect(
                List.of(tensor(candidates.size(), 4, boxes), tensor(candidates.size(), 90, scores)),
                0,
                new Placement(768, 576, 0, 0, 768, 576));
    List<float[]> expected = csv("vtest-detections.csv");
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      float[] row = expected.get(i);
      assertThat(found.get(i).classId()).isEqualTo((int) row[1]);
      assertThat(found.get(i).score()).isEqualTo(row[2]);
      float right = Math.min(row[6] * 768, 768);
      assertBox(
          found.get(i).box(),
          row[4] * 768,
          row[3] * 576,
          right - row[4] * 768,
          (row[5] - row[3]) * 576);
    }
  }

  @Test
  void aDetectorOfCentersFindsThePeaksOfEachClass() throws IOException {
    // Three by three cells of 100 pixels; the first class has its peak in the middle.
    float[] scores = new float[18];
    scores[4 * 2] = 0.9f;
    scores[5 * 2] = 0.8f;
    scores[8 * 2 + 1] = 0.7f;
    float[] sizes = new float[36];
    System.arraycopy(new float[] {10, 20, 30, 40}, 0, sizes, 4 * 4, 4);
    System.arraycopy(new float[] {5, 5, 5, 5}, 0, sizes, 8 * 4, 4);
    var output = new OutputSpec.Centers("b", "s", Activation.NONE, 100);
    List<Detection> found =
        Detector.create(model(output), HALF)
            .detect(
                List.of(
                    Tensor.of(Shape.of(1, 3, 3, 4), sizes),
                    Tensor.of(Shape.of(1, 3, 3, 2), scores)),
                0,
                new Placement(600, 300, 0, 0, 600, 300));
    assertThat(found).extracting(Detection::label).containsExactly("person", "bicycle");
    assertBox(found.get(0).box(), 180, 80, 80, 60);
    assertBox(found.get(1).box(), 390, 195, 20, 10);
  }

  @Test
  void aClassifierIsNoDetectorAndBrokenAnchorsSaySo() throws IOException {
    Model classifier = model(new OutputSpec.Classes("s", Activation.NONE));
    assertThatThrownBy(() -> Detector.create(classifier, HALF))
        .hasMessageContaining("gives no boxes");
    Files.write(folder.resolve("anchors.bin"), new byte[17]);
    assertThatThrownBy(() -> ssd(Activation.NONE, false, HALF))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("has 17 bytes");
  }

  @Test
  void outputsThatDoNotFitEachOtherOrTheAnchorsAreNamed() throws IOException {
    anchors(0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1);
    Detector ssd = ssd(Activation.SIGMOID, true, HALF);
    ssd.checkFit(List.of(Shape.of(1, 2, 4), Shape.of(1, 2, 3)));
    assertThatThrownBy(() -> ssd.checkFit(List.of(Shape.of(1, 3, 4), Shape.of(1, 2, 3))))
        .hasMessage(
            "the output b has 3 boxes, but the output s of shape [1x2x3] has scores for 2 places");
    assertThatThrownBy(() -> ssd.checkFit(List.of(Shape.of(1, 3, 4), Shape.of(1, 3, 3))))
        .hasMessage(
            "output.anchors has 2 rows, but the output b has 3 boxes: each needs its anchor");
    assertThatThrownBy(() -> ssd.checkFit(List.of(Shape.of(1, 2, 4), Shape.of(1, 2, 1))))
        .hasMessageContaining("has 1 class(es), all of them background");
  }

  private Detector ssd(Activation activation, boolean background, DetectorSettings settings)
      throws IOException {
    var scoring = new Scoring(activation, background ? Background.FIRST : Background.NONE);
    var anchors = new AnchorSource.File("anchors.bin", AnchorSource.File.USUAL);
    var coding = new OutputSpec.SsdCoding(BoxFormat.CYCXHW, CODING, false);
    var output = new OutputSpec.Ssd("b", "s", scoring, anchors, coding, null);
    return Detector.create(model(output), settings);
  }

  private Detector decoded(Activation activation, boolean background, DetectorSettings settings)
      throws IOException {
    var output = new OutputSpec.DecodedBoxes("b", "s", activation, background);
    return Detector.create(model(output), settings);
  }

  private Model model(OutputSpec output) {
    var one = List.of(1f, 1f, 1f);
    var input =
        new InputSpec(
            "x",
            InputSpec.Layout.NHWC,
            300,
            300,
            ResizeMode.STRETCH,
            InputSpec.Color.RGB,
            one,
            one);
    List<String> labels = List.of("person", "bicycle");
    return new Model(
        new ModelSpec(
            "m",
            "1",
            Task.DETECTION,
            input,
            output,
            labels,
            1,
            "coco-90",
            0.5f,
            0.5f,
            20,
            "",
            "",
            "",
            TrackScores.DEFAULT),
        folder);
  }

  private void anchors(float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(folder.resolve("anchors.bin"), bytes.array());
  }

  /** A box of a fifth of the picture whose upper left corner is at ({@code at}, {@code at}). */
  private static float[] box(float at) {
    return new float[] {at, at, at + 0.2f, at + 0.2f};
  }

  private static Tensor tensor(int rows, int columns, float... values) {
    return Tensor.of(Shape.of(1, rows, columns), values);
  }

  private static Tensor tensor(int rows, int columns, float[]... parts) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(parts[i], 0, values, i * columns, columns);
    }
    return Tensor.of(Shape.of(1, rows, columns), values);
  }

  private static void assertBox(Box box, float x, float y, float width, float height) {
    assertThat(new float[] {box.x(), box.y(), box.width(), box.height()})
        .containsExactly(new float[] {x, y, width, height}, within(1e-3f));
  }

  private static List<float[]> csv(String name) throws IOException {
    try (InputStream in = DetectorTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> parse(line.split(",")))
          .toList();
    }
  }

  private static float[] parse(String[] cells) {
    float[] row = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = Float.parseFloat(cells[i]);
    }
    return row;
  }
}
