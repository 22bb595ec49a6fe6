package io.manako.cli;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.OnnxSketch;
import io.manako.local.files.Folders;
import io.manako.model.ModelStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportModelTest {
  private static final String NAME = "import-model-test";
  private static final int SIDE = 64;

  @TempDir private Path folder;

  @BeforeEach
  @AfterEach
  void leaveNothingInTheStore() throws IOException {
    Path stored = ModelStore.standard().folder(NAME);
    if (Files.exists(stored)) {
      Folders.delete(stored);
    }
  }

  @Test
  void anImportedDetectorIsDescribedTriedInBothEnginesAndReadyToUse() throws IOException {
    Path onnx = Files.write(folder.resolve("net.onnx"), whiteSquares());
    Path picture = picture();
    Path drawn = folder.resolve("drawn.png");
    CommandRun run =
        CommandRun.of(
            "models",
            "import",
            onnx.toString(),
            "--name",
            NAME,
            "--try",
            picture.toString(),
            "--annotate",
            drawn.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("head: distances from cells", "--labels FILE", "class-0 1.00")
        .containsPattern("Java engine +\\d+\\.\\d ms a picture")
        .containsPattern("ONNX Runtime +\\d+\\.\\d ms a picture")
        .doesNotContain("engines find different");
    assertThat(drawn).isNotEmptyFile();
    assertThat(CommandRun.of("models", "show", NAME).out())
        .containsPattern("batch +one picture a run, so batches run one by one");
    CommandRun detected =
        CommandRun.of("detect", picture.toString(), "--model", NAME, "--engine", "onnxruntime");
    assertThat(detected.code()).isZero();
    assertThat(detected.out()).contains("\"engine\":\"onnxruntime\"", "\"label\":\"class-0\"");
  }

  @Test
  void aRefusedImportExplainsItselfAndLeavesNothing() throws IOException {
    byte[] features =
        reading(13, 1, 3, SIDE, SIDE)
            .node("GlobalAveragePool", "means", "x")
            .node("Flatten", "y", "means")
            .writing("y", 2);
    Path onnx = Files.write(folder.resolve("net.onnx"), features);
    CommandRun run = CommandRun.of("models", "import", onnx.toString(), "--name", NAME);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--labels FILE", "--set input.range=");
    assertThat(ModelStore.standard().folder(NAME)).doesNotExist();
  }

  @Test
  void aFolderWithoutANetworkIsRefused() {
    CommandRun run = CommandRun.of("models", "import", folder.toString(), "--name", NAME);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has 0 networks (.onnx, .tflite or model.json)");
  }

  /** Two levels of cells whose score is the share of white in the cell; boxes of fixed size. */
  private static byte[] whiteSquares() {
    OnnxSketch sketch =
        reading(13, 1, 3, SIDE, SIDE)
            .floats("red", new int[] {1, 3, 1, 1}, 1, 0, 0)
            .floats("none", new int[] {1}, 0)
            .floats("reach", new int[] {1, 1, 4}, 1.5f, 1.5f, 1.5f, 1.5f)
            .node("Conv", "first", "x red");
    Map<String, Integer> outputs = new LinkedHashMap<>();
    for (int stride : new int[] {8, 16}) {
      long[] window = {stride, stride};
      sketch
          .node(
              "AveragePool",
              "pool" + stride,
              "first",
              attribute("kernel_shape", window),
              attribute("strides", window))
          .ints("rows" + stride, 1, (SIDE / stride) * (SIDE / stride), 1)
          .node("Reshape", "score" + stride, "pool" + stride + " rows" + stride)
          .node("Mul", "zero" + stride, "score" + stride + " none")
          .node("Add", "box" + stride, "zero" + stride + " reach");
      outputs.put("score" + stride, 3);
      outputs.put("box" + stride, 3);
    }
    return sketch.writing(outputs);
  }

  private Path picture() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(8, 16, 8, 8);
    g.dispose();
    Path file = folder.resolve("square.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
