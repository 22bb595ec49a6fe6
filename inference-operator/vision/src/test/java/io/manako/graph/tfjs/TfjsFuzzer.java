package io.manako.graph.tfjs;

import io.manako.fuzz.ScratchFolder;
import io.manako.graph.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** TensorFlow.js models: {@code model.json}, a byte 0, and what the weight file shard holds. */
public final class TfjsFuzzer {
  private static final TfjsSelection WHOLE = new TfjsSelection("fuzzed", null, 5, 5, Map.of());
  private static final Path FOLDER = ScratchFolder.of("model.json", "shard");

  private TfjsFuzzer() {}

  /** Called by Jazzer; anything but a refusal is a finding, unless it is of the file system. */
  public static void fuzzerTestOneInput(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != 0) {
      end++;
    }
    Path json = FOLDER.resolve("model.json");
    try {
      Files.write(json, Arrays.copyOf(input, end));
      Files.write(
          FOLDER.resolve("shard"),
          Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
      TfjsReader.open(json).read(WHOLE);
    } catch (MalformedModelException | IOException refused) {
      // As documented: also a weight file that is not there.
      assert refused.getMessage() != null;
    }
  }
}
