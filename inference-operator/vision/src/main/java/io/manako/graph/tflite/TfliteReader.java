package io.manako.graph.tflite;

import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a TensorFlow Lite model with float operations whose weights are float32, or float16
 * followed by DEQUANTIZE. The resulting network is planar (NCHW), its batch is open, and
 * TensorFlow's SAME padding is explicit.
 *
 * <p>The file is not trusted: every offset is compared with the file's length before it is
 * followed, every list is bounded, and each operation must give the shape that the file specifies.
 */
public final class TfliteReader {
  private static final long MAX_BYTES = 1L << 30;
  private static final int CHANNELS = 3;

  private final LiteFile file;

  private TfliteReader(LiteFile file) {
    this.file = file;
  }

  /**
   * Opens a model.
   *
   * @throws IOException if the file cannot be read
   * @throws MalformedModelException if the file is no such model
   */
  public static TfliteReader open(Path path) throws IOException {
    long bytes = Files.size(path);
    if (bytes > MAX_BYTES) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "%s has %d bytes; at most %d are read", path, bytes, MAX_BYTES));
    }
    return of(ByteBuffer.wrap(Files.readAllBytes(path)));
  }

  /** Reads the tables of a file in memory, without copying it. */
  static TfliteReader of(ByteBuffer bytes) {
    return new TfliteReader(LiteFile.read(bytes));
  }

  /**
   * Returns the whole network.
   *
   * @param name name of the resulting network
   * @param outputs names of the file's tensors by the names of the network's outputs; empty for all
   *     of the file's outputs, which are then numbered from 0
   * @throws MalformedModelException naming the operation that is unknown or does not fit
   */
  public Graph read(String name, Map<String, String> outputs) {
    try {
      TfGraphBuilder builder = builder(name);
      LiteOperations operations = new LiteOperations(file, builder, builder.input());
      file.operators().forEach(operations::add);
      Map<String, TfValue> values = new LinkedHashMap<>();
      wanted(outputs).forEach((output, tensor) -> values.put(output, operations.value(tensor)));
      return builder.graph(values);
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(
          "the model %s is inconsistent: %s".formatted(name, e.getMessage()), e);
    }
  }

  private TfGraphBuilder builder(String name) {
    if (file.inputs().length != 1) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "the model has %d inputs; one is needed", file.inputs().length));
    }
    LiteTensor input = file.tensors().get(file.inputs()[0]);
    int[] extents = input.extents();
    if (extents.length != 4 || extents[0] != 1 || extents[3] != CHANNELS || !input.isFloat()) {
      throw new MalformedModelException(
          "the input %s has shape %s; one picture of float32 with 3 channels is needed"
              .formatted(input.name(), Arrays.toString(extents)));
    }
    return new TfGraphBuilder(name, extents[1], extents[2], CHANNELS);
  }

  private Map<String, Integer> wanted(Map<String, String> outputs) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    List<Integer> all = Arrays.stream(file.outputs()).boxed().toList();
    if (outputs.isEmpty()) {
      all.forEach(tensor -> wanted.put("output" + wanted.size(), tensor));
      return wanted;
    }
    List<String> names = all.stream().map(tensor -> file.tensors().get(tensor).name()).toList();
    outputs.forEach(
        (output, tensor) -> {
          int at = names.indexOf(tensor);
          if (at < 0) {
            throw new MalformedModelException(
                "the model has no output %s, but %s".formatted(tensor, names));
          }
          wanted.put(output, all.get(at));
        });
    return wanted;
  }
}
