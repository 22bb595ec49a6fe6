package io.manako.graph;

import static io.manako.graph.OnnxSketch.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnnxExternalDataTest {
  @TempDir private Path folder;

  @Test
  void weightsOfTheFolderAreJoined() throws IOException {
    Files.write(folder.resolve("net.data"), floats(9, 2, 3));
    Path joined = folder.resolve("joined.onnx");
    OnnxExternalData.join(network("net.data", 4, 8), joined);
    assertThat(OnnxFile.externalWeight(joined)).isEmpty();
    assertThat(OnnxReader.weights(joined).get("w").toArray()).containsExactly(2, 3);
  }

  @Test
  void aWeightOutsideOfTheFolderIsRefused() throws IOException {
    Path outside = Files.write(folder.resolve("net.data"), floats(9, 2, 3));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path link = Files.createSymbolicLink(inner.resolve("link.data"), outside);
    assertThat(link).exists();
    assertRefused(inner, "../net.data", "is not in the folder");
    assertRefused(inner, outside.toString(), "is not in the folder");
    assertRefused(inner, "link.data", "leads outside");
    assertRefused(inner, "missing.data", "is not in the folder");
  }

  @Test
  void aWeightBehindTheEndOfItsFileIsRefused() throws IOException {
    Files.write(folder.resolve("net.data"), floats(9, 2, 3));
    assertThatThrownBy(
            () -> OnnxExternalData.join(network("net.data", 8, 8), folder.resolve("y.onnx")))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("8 bytes from 8 on")
        .hasMessageContaining("which has 12");
  }

  private void assertRefused(Path inner, String location, String reason) throws IOException {
    Path onnx =
        Files.copy(
            network(location, 4, 8),
            inner.resolve("net.onnx"),
            StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> OnnxExternalData.join(onnx, folder.resolve("y.onnx")))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("weight w")
        .hasMessageContaining(reason);
  }

  private Path network(String location, int offset, int length) throws IOException {
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(2)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    Map.of("location", location, "offset", "" + offset, "length", "" + length)
        .forEach(
            (key, value) ->
                weight.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    byte[] bytes = reading(13, 1, 2).tensor(weight.build()).node("Add", "y", "x w").writing("y", 2);
    return Files.write(folder.resolve("net.onnx"), bytes);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
