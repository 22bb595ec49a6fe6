package io.manako.graph;

/** ONNX files. */
public final class OnnxFuzzer {
  private OnnxFuzzer() {}

  /** Called by Jazzer; anything but a refusal is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      OnnxReader.read(input);
    } catch (MalformedModelException refused) {
      // As documented.
      assert !refused.getMessage().isBlank();
    }
  }
}
