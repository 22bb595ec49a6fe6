package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.detect.HeadSketch.Known;
import io.manako.engine.Engine;
import io.manako.engine.EngineOptions;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.model.Model;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All families of heads, in networks that this test writes and whose objects are known. */
class HeadTest {
  private static final float[] ODD = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    1e9f,
    -1e9f
  };

  @TempDir private Path folder;

  static Stream<HeadSketch> sketches() {
    return HeadSketches.all();
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void theObjectsOfANetworkAreFoundInOnnxRuntime(HeadSketch sketch) throws IOException {
    assertFound(sketch, foundBy(Kind.ONNXRUNTIME, sketch.write(folder)));
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void theObjectsOfANetworkAreFoundInTheJavaEngine(HeadSketch sketch) throws IOException {
    assertFound(sketch, foundBy(Kind.JAVA, sketch.write(folder)));
  }

  /** Returns the findings in the second picture of a batch of two. */
  private static List<Finding> foundBy(Kind kind, Model model) {
    EngineOptions options = new EngineOptions(kind, Device.CPU, 1, 2);
    try (Engine engine = Engine.open(model, options)) {
      List<String> names = model.spec().output().names();
      int[] order = names.stream().mapToInt(engine.outputNames()::indexOf).toArray();
      Detector detector = Detector.create(model, DetectorSettings.of(model.spec()));
      List<Shape> shapes = new ArrayList<>();
      List<Tensor> outputs = new ArrayList<>();
      List<Tensor> all = engine.run(engine.newInput(), 2);
      for (int i : order) {
        shapes.add(engine.outputShapes().get(i));
        outputs.add(all.get(i));
      }
      detector.checkFit(shapes);
      return detector.find(outputs, 1, HeadSketch.doubled());
    }
  }

  private static void assertFound(HeadSketch sketch, List<Finding> found) {
    assertThat(found).extracting(f -> f.detection().label()).containsExactly("cat", "dog", "bird");
    for (int i = 0; i < found.size(); i++) {
      Known known = HeadSketch.OBJECTS.get(i);
      Detection detection = found.get(i).detection();
      Box box = new Box(2 * known.x(), 2 * known.y(), 2 * known.width(), 2 * known.height());
      assertThat(detection.classId()).isEqualTo(5 + known.label());
      assertThat(detection.score()).isCloseTo(known.score(), within(1e-3f));
      assertThat(detection.box().iou(box)).as("%s", detection.box()).isGreaterThan(0.99f);
      assertPoints(known, sketch.points(), found.get(i).keypoints());
    }
  }

  private static void assertPoints(Known known, int count, List<Keypoint> points) {
    assertThat(points).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(points.get(i).x()).isCloseTo(2 * known.pointX(i), within(0.01f));
      assertThat(points.get(i).y()).isCloseTo(2 * known.pointY(i), within(0.01f));
    }
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void aLetterboxMovesAndScalesTheObjects(HeadSketch sketch) throws IOException {
    Model model = sketch.write(folder);
    Detector detector = Detector.create(model, DetectorSettings.of(model.spec()));
    // The picture has 96 by 32 pixels and lies in the middle of the input.
    Placement middle = new Placement(96, 64, 0, -16, 96, 32);
    Box cat = detector.detect(sketch.ordered(model), 0, middle).get(0).box();
    assertThat(cat.iou(new Box(10, 0, 20, 22))).isGreaterThan(0.99f);
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void oddNumbersInAnyPlaceFailNoFrame(HeadSketch sketch) throws IOException {
    Model model = sketch.write(folder);
    Detector detector = Detector.create(model, DetectorSettings.of(model.spec()));
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 100; trial++) {
      List<Tensor> odd = sketch.ordered(model).stream().map(t -> spoiled(t, random)).toList();
      for (Finding finding : detector.find(odd, 0, HeadSketch.doubled())) {
        Detection detection = finding.detection();
        assertThat(detection.score()).isBetween(0.5f, 1f);
        assertThat(detection.box().x()).isBetween(0f, 192f);
        assertThat(detection.box().bottom()).isBetween(0f, 128f);
        assertThat(finding.keypoints())
            .allSatisfy(point -> assertThat(point.x()).isFinite())
            .allSatisfy(point -> assertThat(point.y()).isFinite());
      }
    }
  }

  private static Tensor spoiled(Tensor tensor, SplittableRandom random) {
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      if (random.nextInt(3) == 0) {
        values[i] = ODD[random.nextInt(ODD.length)];
      }
    }
    return Tensor.of(tensor.shape(), values);
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void anOutputWithARowTooFewIsNamedWhenTheModelIsOpened(HeadSketch sketch) throws IOException {
    Model model = sketch.write(folder);
    Detector detector = Detector.create(model, DetectorSettings.of(model.spec()));
    List<String> names = model.spec().output().names();
    List<Shape> shapes = sketch.ordered(model).stream().map(Tensor::shape).toList();
    detector.checkFit(shapes);
    for (int i = 0; i < shapes.size(); i++) {
      if (sketch.isOneOutput() || names.get(i).equals("num_detections")) {
        continue;
      }
      List<Shape> wrong = new ArrayList<>(shapes);
      wrong.set(i, withARowLess(shapes.get(i), sketch));
      assertThatThrownBy(() -> detector.checkFit(wrong))
          .as("%s", wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).*\\boutputs? .*\\b" + names.get(i) + "\\b.*");
    }
  }

  private static Shape withARowLess(Shape shape, HeadSketch sketch) {
    int[] dims = shape.dims();
    boolean last = sketch.toString().contains("exchanged") || sketch.toString().contains("v8");
    dims[dims.length == 3 && last ? 2 : dims.length == 4 ? 2 : 1]--;
    return Shape.of(dims);
  }
}
