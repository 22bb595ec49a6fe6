package io.manako.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Joins an ONNX file with the weights that it keeps in other files of its folder (ONNX external
 * data), so that one fingerprint covers all.
 */
public final class OnnxExternalData {
  /** Greatest size of all weights together, below that of a message of protobuf. */
  private static final long MOST_BYTES = 1L << 30;

  private final Path folder;
  private long bytes;

  private OnnxExternalData(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the file with all weights inside.
   *
   * @param from file whose weights may lie in other files of the same folder
   * @param to new file
   * @throws MalformedModelException naming the weight whose file is missing, too short, or outside
   *     of the folder
   * @throws IOException if a file cannot be read or written
   */
  public static void join(Path from, Path to) throws IOException {
    ModelProto.Builder model;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(from))) {
      String what = String.valueOf(from.getFileName());
      model = OnnxReader.parse(CodedInputStream.newInstance(in), what).toBuilder();
    }
    Path folder = from.toAbsolutePath().normalize().getParent();
    OnnxExternalData data = new OnnxExternalData(folder == null ? from : folder);
    for (TensorProto.Builder weight : model.getGraphBuilder().getInitializerBuilderList()) {
      if (weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        data.join(weight);
      }
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      model.build().writeTo(out);
    }
  }

  private void join(TensorProto.Builder weight) throws IOException {
    Path file = file(weight);
    try (FileChannel channel = FileChannel.open(file)) {
      long offset = number(weight, "offset", 0);
      long length = number(weight, "length", channel.size() - offset);
      bytes = Math.addExact(bytes, Math.max(0, length));
      if (offset < 0 || length < 0 || offset > channel.size() - length || bytes > MOST_BYTES) {
        throw new MalformedModelException(
            String.format(
                Locale.ROOT,
                "the weight %s is said to have %d bytes from %d on in %s, which has %d; at most %d"
                    + " bytes of weights are read",
                weight.getName(),
                length,
                offset,
                file,
                channel.size(),
                MOST_BYTES));
      }
      ByteBuffer data = ByteBuffer.allocate((int) length);
      long at = offset;
      for (int n = 0; data.hasRemaining() && n >= 0; at += Math.max(0, n)) {
        n = channel.read(data, at);
      }
      weight.setRawData(ByteString.copyFrom(data.flip())).clearExternalData().clearDataLocation();
    }
  }

  /** Returns the weight's file, which must be in the folder: a model must not open other files. */
  private Path file(TensorProto.Builder weight) throws IOException {
    String location = text(weight, "location");
    Path file = folder.resolve(location).normalize();
    if (location.isEmpty() || !file.startsWith(folder) || !Files.isRegularFile(file)) {
      throw new MalformedModelException(
          "the weight %s is in the file \"%s\", which is not in the folder %s; put it there, or save the model with its weights inside"
              .formatted(weight.getName(), location, folder));
    }
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw new MalformedModelException(
          "the weight %s is in %s, which leads outside of the folder"
              .formatted(weight.getName(), file));
    }
    return file;
  }

  private static String text(TensorProto.Builder weight, String key) {
    return weight.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElse("");
  }

  private static long number(TensorProto.Builder weight, String key, long otherwise) {
    String text = text(weight, key);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
  }
}
