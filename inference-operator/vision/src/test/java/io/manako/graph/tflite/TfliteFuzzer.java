package io.manako.graph.tflite;

import io.manako.graph.MalformedModelException;
import java.nio.ByteBuffer;
import java.util.Map;

/** TensorFlow Lite files. */
public final class TfliteFuzzer {
  private TfliteFuzzer() {}

  /** Called by Jazzer; anything but a refusal is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      TfliteReader.of(ByteBuffer.wrap(input)).read("fuzzed", Map.of());
    } catch (MalformedModelException refused) {
      // As documented.
      assert !refused.getMessage().isBlank();
    }
  }
}
