package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.OnnxSketch;
import io.manako.model.Model;
import io.manako.model.ModelSpecFile;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network like torchvision's detectors: one picture a run, and as many boxes, labels and scores
 * as there are objects, without an axis of pictures. Here, that number is the greatest one of the
 * picture.
 */
class VaryingResultsTest {
  private static final int SIDE = 8;
  private static final Placement WHOLE = new Placement(SIDE, SIDE, 0, 0, SIDE, SIDE);
  private static final float[] BOXES = {0, 0, 4, 4, 4, 4, 8, 8, 0, 4, 4, 8};

  @TempDir private Path folder;

  @Test
  void everyPictureOfABatchHasItsOwnNumberOfResults() throws IOException {
    Model model = write(true);
    EngineOptions options = new EngineOptions(Kind.ONNXRUNTIME, Device.CPU, 1, 4);
    try (Engine engine = Engine.open(model, options)) {
      assertThat(found(model, engine, 0, 2, 3, 1)).containsExactly("", "ab", "abb", "a");
      assertThat(found(model, engine, 3)).containsExactly("abb");
      assertThat(found(model, engine, 0, 0)).containsExactly("", "");
    }
    try (Engine engine =
        Engine.open(model, new EngineOptions(Kind.ONNXRUNTIME, Device.CPU, 1, 1))) {
      assertThat(found(model, engine, 2)).containsExactly("ab");
    }
  }

  @Test
  void theJavaEngineRefusesANumberOfResultsThatDependsOnThePicture() throws IOException {
    Model model = write(true);
    assertThatThrownBy(() -> Engine.open(model, new EngineOptions(Kind.JAVA, Device.CPU, 1, 1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("depends on the picture");
  }

  @Test
  void outputsWithoutAnAxisOfPicturesNeedTheirKey() throws IOException {
    Model model = write(false);
    EngineOptions options = new EngineOptions(Kind.ONNXRUNTIME, Device.CPU, 1, 1);
    assertThatThrownBy(() -> Engine.open(model, options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("needs that extent first, unless")
        .hasMessageContaining("output.batched");
  }

  @Test
  void answersThatDifferInMoreThanTheirRowsAreRefused() {
    RowPadding padding = new RowPadding();
    padding.add(Tensor.of(Shape.of(1, 1, 2), 1, 2));
    padding.add(Tensor.of(Shape.of(1, 2, 1), 1, 2));
    assertThatThrownBy(padding::joined)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("[1x1x2]")
        .hasMessageContaining("[1x2x1]");
  }

  /** Returns the labels of the objects of each picture, whose pixels are all one number. */
  private static List<String> found(Model model, Engine engine, int... objects) {
    EngineInput input = engine.newInput();
    for (int n = 0; n < objects.length; n++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        input.data().put(input.layout().index(n, 0, i / SIDE, i % SIDE), objects[n]);
      }
    }
    List<Tensor> outputs = engine.run(input, objects.length);
    List<String> names = model.spec().output().names();
    List<Tensor> ordered =
        names.stream().map(name -> outputs.get(engine.outputNames().indexOf(name))).toList();
    Detector detector = Detector.create(model, DetectorSettings.of(model.spec()));
    return IntStream.range(0, objects.length)
        .mapToObj(n -> labels(detector.detect(ordered, n, WHOLE)))
        .toList();
  }

  private static String labels(List<Detection> found) {
    return String.join("", found.stream().map(Detection::label).toList());
  }

  private Model write(boolean alone) throws IOException {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    ranks.put("boxes", 2);
    ranks.put("labels", 1);
    ranks.put("scores", 1);
    AttributeProto all = OnnxSketch.attribute("keepdims", 0);
    byte[] network =
        OnnxSketch.reading(17, 1, 3, SIDE, SIDE)
            .floats("all", new int[] {3, 4}, BOXES)
            .floats("classes", new int[] {3}, 1, 2, 2)
            .floats("confidences", new int[] {3}, 0.9f, 0.8f, 0.7f)
            .ints("none", 0)
            .ints("one", 1)
            .node("ReduceMax", "most", "x", all)
            .node("Cast", "number", "most", OnnxSketch.attribute("to", DataType.INT64_VALUE))
            .node("Reshape", "end", "number one")
            .node("Slice", "boxes", "all none end")
            .node("Slice", "labels", "classes none end")
            .node("Slice", "scores", "confidences none end")
            .writing(ranks);
    Files.write(folder.resolve("model.onnx"), network);
    Files.write(folder.resolve("labels.txt"), List.of("a", "b"));
    Path file = folder.resolve(ModelSpecFile.NAME);
    Files.writeString(
        file,
        """
        name: torch
        task: detection
        input: {name: x, layout: nchw, width: 8, height: 8, resize: stretch, color: rgb,
          mean: [0, 0, 0], std: [1, 1, 1]}
        output: {kind: detections, boxes: boxes, scores: scores, labels: labels, first-label: 1,
          batched: %s}
        labels: {file: labels.txt, first-class-id: 0, map: ab}
        detection: {score-threshold: 0.5, iou-threshold: 0.5, max-detections: 20}
        """
            .formatted(!alone));
    return new Model(ModelSpecFile.read(file), folder);
  }
}
