package io.manako.cli;

import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;

import io.manako.graph.tflite.LiteSketch;
import io.manako.intake.LevelSketch;
import io.manako.local.files.Folders;
import io.manako.model.ModelStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportModelTest {
  private static final String NAME = "import-model-test";
  private static final int SIDE = 64;

  /** Number of a convolution in TensorFlow Lite's schema. */
  private static final int CONV_2D = 3;

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
    Path onnx = Files.write(folder.resolve("net.onnx"), LevelSketch.ofWhite(SIDE));
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
  void aTensorFlowLiteFileIsConvertedAndImported() throws IOException {
    LiteSketch sketch = new LiteSketch();
    sketch.value("image", 1, SIDE, SIDE, 3);
    int red = sketch.constant(new int[] {1, 1, 1, 3}, 1, 0, 0);
    int answer = sketch.value("red", 1, SIDE, SIDE, 1);
    byte[] file =
        sketch
            .operation(CONV_2D, answer, new int[] {0, red, -1}, LiteSketch.SAME, 1, 1)
            .file(0, answer);
    assertFindsWhite(Files.write(folder.resolve("net.tflite"), file));
  }

  @Test
  void aTensorFlowJsFolderIsConvertedForTheSizeThatIsGiven() throws IOException {
    Path network = Files.createDirectories(folder.resolve("network"));
    String json =
        """
        {"modelTopology": {"node": [
          {"name": "x", "op": "Placeholder"}, {"name": "w", "op": "Const"},
          {"name": "red", "op": "Conv2D", "input": ["x", "w"], "attr": {
            "padding": {"s": "U0FNRQ=="}, "strides": {"list": {"i": ["1", "1", "1", "1"]}}}}]},
         "weightsManifest": [{"paths": ["shard"], "weights": [
           {"name": "w", "shape": [1, 1, 3, 1], "dtype": "float32"}]}]}
        """;
    Files.writeString(network.resolve("model.json"), json);
    ByteBuffer weights = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(1);
    Files.write(network.resolve("shard"), weights.array());
    assertThat(CommandRun.of("models", "import", network.toString()).err())
        .contains("give --set input.width=… --set input.height=… in pixels");
    assertFindsWhite(network, "--set", "input.width=" + SIDE, "--set", "input.height=" + SIDE);
  }

  /** Imports a network that gives the red of each pixel, and tries it on a white square. */
  private void assertFindsWhite(Path network, String... size) throws IOException {
    Path labels = Files.write(folder.resolve("labels.txt"), List.of("white"));
    List<String> command =
        new ArrayList<>(List.of("models", "import", network.toString(), "--name", NAME, "--set"));
    command.addAll(List.of("input.range=0..1", "--labels", labels.toString()));
    command.addAll(List.of("--try", picture().toString()));
    command.addAll(List.of(size));
    CommandRun run = CommandRun.of(command.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("head: segmenter", "white 2 %");
  }

  @Test
  void aFolderWithoutANetworkIsRefused() {
    CommandRun run = CommandRun.of("models", "import", folder.toString(), "--name", NAME);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has 0 networks (.onnx, .tflite or model.json)");
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
