package io.manako.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.detect.Keypoint;
import io.manako.graph.OnnxSketch;
import io.manako.image.Image;
import io.manako.model.Model;
import io.manako.model.ModelSpecFile;
import io.manako.operator.Answered;
import io.manako.operator.TestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that finds the same two faces in every picture, the second too weak to be reported. */
class KeypointsTest {
  private static final int SIDE = 32;
  private static final float[] FACES = {
    8, 4, 16, 20, 0.9f, 0, 10, 8, 14, 8, // box, score, label, two eyes
    20, 20, 28, 28, 0.2f, 0, 22, 22, 26, 22
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"java", "onnxruntime"})
  void anAnswerHasThePointsOfEachObjectInPixelsOfThePicture(String engine) throws IOException {
    Model model = write();
    var options = TestOptions.with("detector.model", folder.toString(), "inference.engine", engine);
    try (FramePipeline pipeline = ModelPipeline.open(options, name -> model)) {
      PictureBatch batch = pipeline.newBatch();
      batch.put(0, new Image(320, 160, new byte[320 * 160 * 3]));
      Answered answer = (Answered) batch.run(1).answers().get(0);

      assertThat(answer.detections())
          .containsExactly(new Detection(0, "face", 0.9f, new Box(80, 20, 80, 80)));
      assertThat(answer.keypoints())
          .containsExactly(List.of(new Keypoint(100, 40, null), new Keypoint(140, 40, null)));
    }
  }

  private Model write() throws IOException {
    byte[] network =
        OnnxSketch.reading(17, -1, 3, SIDE, SIDE)
            .floats("w", new int[] {FACES.length, 3, 1, 1}, new float[FACES.length * 3])
            .floats("b", new int[] {FACES.length}, FACES)
            .ints("shape", -1, 2, FACES.length / 2)
            .node("GlobalAveragePool", "mean", "x")
            .node("Conv", "faces", "mean w b")
            .node("Reshape", "out", "faces shape")
            .writing(Map.of("out", 3));
    Files.write(folder.resolve("model.onnx"), network);
    Files.write(folder.resolve("labels.txt"), List.of("face"));
    Path file = folder.resolve(ModelSpecFile.NAME);
    Files.writeString(
        file,
        """
        name: faces
        task: detection
        input: {name: x, layout: nchw, width: 32, height: 32, resize: stretch, color: rgb,
          mean: [0, 0, 0], std: [1, 1, 1]}
        output: {kind: detections, output: out, keypoints: {count: 2, values: 2}}
        labels: {file: labels.txt, first-class-id: 0, map: faces}
        detection: {score-threshold: 0.5, iou-threshold: 0.5, max-detections: 20}
        """);
    return new Model(ModelSpecFile.read(file), folder);
  }
}
