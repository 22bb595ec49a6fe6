package io.manako.job;

import io.manako.fuzz.ScratchFolder;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Configuration: lines {@code key=value} as behind -D, an empty line, and a YAML file, which is
 * read as options and as scenes.
 */
public final class OptionsFuzzer {
  private static final Path FILE = ScratchFolder.of("fuzzed.yaml").resolve("fuzzed.yaml");

  private OptionsFuzzer() {}

  /** Called by Jazzer; anything but a refusal is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int empty = text.indexOf("\n\n");
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : text.substring(0, Math.max(empty, 0)).split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        settings.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    Files.write(FILE, Arrays.copyOfRange(input, empty < 0 ? 0 : empty + 2, input.length));
    try {
      JobOptions.load(FILE, settings);
    } catch (IllegalArgumentException refused) {
      // As documented.
      assert refused.getMessage() != null;
    }
    try {
      SceneReader.read(FILE);
    } catch (IllegalArgumentException refused) {
      // As documented.
      assert refused.getMessage() != null;
    }
  }
}
