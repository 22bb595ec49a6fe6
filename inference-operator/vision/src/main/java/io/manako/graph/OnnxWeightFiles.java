package io.manako.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves the weights that lie in files beside an ONNX file into the file, whose checksum then covers
 * them.
 */
public final class OnnxWeightFiles {
  /** Maximum size of a file with all its weights, which is that of a protobuf message. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private final Path folder;
  private long bytes;

  private OnnxWeightFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a copy that holds all its weights.
   *
   * @param file the ONNX file
   * @param folder folder of the files with weights; a name that leaves it is refused
   * @param target the copy
   * @throws MalformedModelException if a weight names no file in the folder, or a part that the
   *     file does not have, or if all weights together exceed 2 GiB
   * @throws IOException if a file cannot be read or written
   */
  public static void gather(Path file, Path folder, Path target) throws IOException {
    OnnxWeightFiles weights = new OnnxWeightFiles(folder.toRealPath());
    weights.bytes = Files.size(file);
    ModelProto.Builder model;
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      model = ModelProto.parseFrom(coded).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedModelException(
          file.getFileName() + " is no ONNX file or is cut short: " + e.getMessage(), e);
    }
    weights.gather(model);
    Files.write(target, model.build().toByteArray());
  }

  /** Visits all tensors, wherever a message can hold one. */
  private void gather(Message.Builder message) throws IOException {
    if (message instanceof TensorProto.Builder tensor) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
          || tensor.getExternalDataCount() > 0) {
        fill(tensor);
      }
      return;
    }
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      } else if (!field.isRepeated()) {
        gather(message.getFieldBuilder(field));
        continue;
      }
      for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
        gather(message.getRepeatedFieldBuilder(field, i));
      }
    }
  }

  private void fill(TensorProto.Builder tensor) throws IOException {
    Map<String, String> place = new TreeMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      place.put(entry.getKey(), entry.getValue());
    }
    Path source = source(tensor.getName(), place.getOrDefault("location", ""));
    try (FileChannel channel = FileChannel.open(source)) {
      long offset = number(tensor.getName(), place.getOrDefault("offset", "0"));
      long rest = channel.size() - offset;
      long length = number(tensor.getName(), place.getOrDefault("length", String.valueOf(rest)));
      bytes += length;
      if (rest < length || bytes > MAX_BYTES) {
        throw new MalformedModelException(
            String.format(
                Locale.ROOT,
                "weight %s asks for %d bytes from %d of %s, which has %d; all weights together have"
                    + " at most 2 GiB",
                tensor.getName(),
                length,
                offset,
                source.getFileName(),
                channel.size()));
      }
      tensor.setRawData(read(channel, offset, (int) length));
    }
    tensor.clearExternalData().setDataLocation(TensorProto.DataLocation.DEFAULT);
  }

  private Path source(String weight, String location) throws IOException {
    Path source = folder.resolve(location).normalize();
    boolean inside =
        !location.isEmpty() && source.startsWith(folder) && Files.isRegularFile(source);
    if (!inside || !source.toRealPath().startsWith(folder)) {
      throw new MalformedModelException(
          "weight %s lies in the file '%s', which the folder %s does not hold"
              .formatted(weight, location, folder));
    }
    return source;
  }

  private static long number(String weight, String text) {
    try {
      return Long.parseUnsignedLong(text) < 0 ? Long.MAX_VALUE : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedModelException(
          "weight " + weight + " has the place " + text + ", which is no number", e);
    }
  }

  private static ByteString read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(length);
    channel.position(offset);
    while (data.hasRemaining()) {
      if (channel.read(data) < 0) {
        throw new IOException("a file of weights was cut while it was read");
      }
    }
    return ByteString.copyFrom(data.flip());
  }
}
