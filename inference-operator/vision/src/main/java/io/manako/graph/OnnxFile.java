package io.manako.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Inspects an ONNX file without running it. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Returns the name of the first weight that lies in another file. The model's sha256 would not
   * cover such a weight, and the weight could name any file on the machine.
   *
   * @throws IOException if the file cannot be read or is no ONNX file
   */
  public static Optional<String> externalWeight(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      ModelProto model = ModelProto.parseFrom(coded);
      return external(model);
    }
  }

  /** Searches all tensors, wherever a message can hold one. */
  private static Optional<String> external(Message message) {
    if (message instanceof TensorProto tensor) {
      boolean elsewhere =
          tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
              || tensor.getExternalDataCount() > 0;
      return elsewhere ? Optional.of(tensor.getName()) : Optional.empty();
    }
    return message.getAllFields().values().stream()
        .flatMap(value -> value instanceof List<?> all ? all.stream() : Stream.of(value))
        .filter(Message.class::isInstance)
        .flatMap(part -> external((Message) part).stream())
        .findFirst();
  }
}
