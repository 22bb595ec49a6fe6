package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxWeightFilesTest {
  @TempDir private Path folder;

  @Test
  void weightsBesideAFileAreMovedIntoIt() throws IOException {
    byte[] whole = network().writing("y", 4);
    Path file = split(whole, "weights.bin", 5);
    assertThat(OnnxFile.externalWeight(file)).contains("w");
    Path target = folder.resolve("whole.onnx");
    OnnxWeightFiles.gather(file, folder, target);
    assertThat(OnnxFile.externalWeight(target)).isEmpty();
    Graph graph = OnnxReader.read(target);
    assertThat(graph.constants()).isEqualTo(OnnxReader.read(whole).constants());
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/hostname, 0",
    "../outside.bin, 0",
    "missing.bin, 0",
    "'', 0",
    "weights.bin, 4000000000"
  })
  void aWeightElsewhereIsRefusedByName(String location, long offset) throws IOException {
    Files.write(folder.resolve("outside.bin"), new byte[4096]);
    Path inside = Files.createDirectory(folder.resolve("model"));
    Path file = split(network().writing("y", 4), location.startsWith("w") ? location : "o.bin", 0);
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    TensorProto.Builder weight = model.getGraphBuilder().getInitializerBuilder(0);
    weight.clearExternalData();
    weight.addExternalDataBuilder().setKey("location").setValue(location);
    weight.addExternalDataBuilder().setKey("offset").setValue(String.valueOf(offset));
    weight.addExternalDataBuilder().setKey("length").setValue("108");
    Files.write(file, model.build().toByteArray());
    Path from = location.startsWith("w") ? folder : inside;
    assertThatThrownBy(() -> OnnxWeightFiles.gather(file, from, folder.resolve("t.onnx")))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("weight w");
  }

  private static OnnxSketch network() {
    return OnnxSketch.reading(13, -1, 3, 5, 5).weight("w", 1, 3, 3, 3).node("Conv", "y", "x w");
  }

  /** Writes a model whose weight lies in another file, behind some bytes of another. */
  private Path split(byte[] whole, String name, int before) throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(whole).toBuilder();
    TensorProto.Builder weight = model.getGraphBuilder().getInitializerBuilder(0);
    byte[] data = weight.getRawData().toByteArray();
    byte[] all = new byte[before + data.length];
    System.arraycopy(data, 0, all, before, data.length);
    Files.write(folder.resolve(name), all);
    weight.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
    weight.addExternalDataBuilder().setKey("location").setValue(name);
    weight.addExternalDataBuilder().setKey("offset").setValue(String.valueOf(before));
    weight.addExternalDataBuilder().setKey("length").setValue(String.valueOf(data.length));
    Path file = folder.resolve("model.onnx");
    Files.write(file, model.build().toByteArray());
    return file;
  }
}
