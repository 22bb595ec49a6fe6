package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.OnnxSketch;
import io.manako.model.Model;
import io.manako.model.ModelSpecFile;
import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector that suppresses overlapping boxes itself finds the same objects in both engines. */
final class SuppressedDetectionsTest {
  private static final int SIDE = 8;
  private static final int BATCH = 4;
  private static final Placement WHOLE = new Placement(SIDE, SIDE, 0, 0, SIDE, SIDE);

  @TempDir private Path folder;

  @Test
  void bothEnginesFindTheSameObjectsInEveryPictureOfABatch() throws IOException {
    Model model = write();
    List<List<Detection>> expected = found(model, Kind.ONNXRUNTIME, BATCH);
    assertThat(found(model, Kind.JAVA, BATCH)).isEqualTo(expected);
    assertThat(found(model, Kind.JAVA, 1)).isEqualTo(expected.subList(0, 1));
    assertThat(expected).extracting(List::size).containsExactly(2, 5, 3, 5);
  }

  private static List<List<Detection>> found(Model model, Kind kind, int batch) {
    try (Engine engine = Engine.open(model, new EngineOptions(kind, Device.CPU, 1, batch))) {
      EngineInput input = engine.newInput();
      for (int n = 0; n < batch; n++) {
        fill(input, n);
      }
      List<Tensor> outputs = engine.run(input, batch);
      List<String> names = model.spec().output().names();
      List<Tensor> ordered =
          names.stream().map(name -> outputs.get(engine.outputNames().indexOf(name))).toList();
      Detector detector = Detector.create(model, DetectorSettings.of(model.spec()));
      List<List<Detection>> all = new ArrayList<>();
      for (int n = 0; n < batch; n++) {
        all.add(detector.detect(ordered, n, WHOLE));
      }
      return all;
    }
  }

  /** Fills a picture with corners and scores between 0 and a number that grows with {@code n}. */
  private static void fill(EngineInput input, int n) {
    SplittableRandom random = new SplittableRandom(n);
    for (int i = 0; i < 3 * SIDE * SIDE; i++) {
      int at = input.layout().index(n, i / SIDE / SIDE, i / SIDE % SIDE, i % SIDE);
      input.data().put(at, (float) (random.nextDouble() * (0.45 + 0.1 * n)));
    }
  }

  private Model write() throws IOException {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    ranks.put("boxes", 2);
    ranks.put("labels", 1);
    ranks.put("scores", 1);
    Files.write(folder.resolve("model.onnx"), network().writing(ranks));
    Files.write(folder.resolve("labels.txt"), List.of("a", "b"));
    Path file = folder.resolve(ModelSpecFile.NAME);
    Files.writeString(
        file,
        """
        name: suppressed
        task: detection
        input: {name: x, layout: nchw, width: 8, height: 8, resize: stretch, color: rgb,
          mean: [0, 0, 0], std: [1, 1, 1]}
        output: {kind: detections, boxes: boxes, scores: scores, labels: labels, first-label: 0,
          batched: false}
        labels: {file: labels.txt, first-class-id: 0, map: ab}
        detection: {score-threshold: 0.3, iou-threshold: 0.5, max-detections: 50}
        """);
    return new Model(ModelSpecFile.read(file), folder);
  }

  /** Reads the picture as 32 rows of four corners and two scores. */
  private static OnnxSketch network() {
    return OnnxSketch.reading(13, 1, 3, SIDE, SIDE)
        .ints("shape", 1, 32, 6)
        .ints("parts", 4, 2)
        .ints("most", 16)
        .floats("overlap", new int[] {1}, 0.2f)
        .floats("threshold", new int[] {1}, 0.3f)
        .scalar("side", SIDE)
        .index("box", 2)
        .index("class", 1)
        .ints("first", 0)
        .node("Reshape", "rows", "x shape")
        .node("Split", "corners chances", "rows parts", attribute("axis", 2))
        .node("Transpose", "classes", "chances", attribute("perm", new long[] {0, 2, 1}))
        .node("NonMaxSuppression", "kept", "corners classes most overlap threshold")
        .node("Gather", "i", "kept box", attribute("axis", 1))
        .node("Gather", "c", "kept class", attribute("axis", 1))
        .node("Gather", "picked", "corners i", attribute("axis", 1))
        .node("Squeeze", "fractions", "picked first")
        .node("Mul", "boxes", "fractions side")
        .node("Cast", "labels", "c", attribute("to", 1))
        .node("GatherND", "scores", "classes kept");
  }
}
