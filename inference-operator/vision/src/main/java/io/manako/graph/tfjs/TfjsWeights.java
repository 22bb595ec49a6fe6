package io.manako.graph.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.graph.MalformedModelException;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The weights of a model by name. Each group of the manifest is one run of bytes, split into files
 * (shards) at any position.
 */
final class TfjsWeights {
  /**
   * Maximum size of a group in bytes: more than any picture network has, and within a Java array's
   * limit.
   */
  private static final long MAX_GROUP = 1L << 30;

  private final Map<String, Tensor> tensors;

  private TfjsWeights(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  static TfjsWeights read(Path folder, JsonNode manifest) throws IOException {
    Map<String, Tensor> tensors = new HashMap<>();
    for (JsonNode group : manifest) {
      List<WeightEntry> entries = new ArrayList<>();
      group.path("weights").forEach(w -> entries.add(WeightEntry.of(w)));
      ByteBuffer bytes = shards(folder, group.path("paths"), total(entries));
      for (WeightEntry entry : entries) {
        tensors.put(entry.name(), entry.decode(bytes));
      }
    }
    return new TfjsWeights(tensors);
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  Map<String, Tensor> all() {
    return Collections.unmodifiableMap(tensors);
  }

  Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new MalformedModelException("the model has no weight " + name);
    }
    return tensor;
  }

  private static long total(List<WeightEntry> entries) {
    long total = entries.stream().mapToLong(WeightEntry::bytes).sum();
    if (total > MAX_GROUP) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "a group of weights has %d bytes; at most %d are read",
              total,
              MAX_GROUP));
    }
    return total;
  }

  private static ByteBuffer shards(Path folder, JsonNode paths, long wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    long found = 0;
    for (JsonNode path : paths) {
      Path file = folder.resolve(path.asText()).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        throw new MalformedModelException(
            "the weight file %s is missing in %s".formatted(path.asText(), folder));
      }
      files.add(file);
      found += Files.size(file);
    }
    if (found != wanted) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "the weights need %d bytes, the files %s in %s have %d: fetch the model again",
              wanted,
              files.stream().map(Path::getFileName).toList(),
              folder,
              found));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) wanted).order(ByteOrder.LITTLE_ENDIAN);
    for (Path file : files) {
      bytes.put(Files.readAllBytes(file));
    }
    return bytes.flip();
  }
}
