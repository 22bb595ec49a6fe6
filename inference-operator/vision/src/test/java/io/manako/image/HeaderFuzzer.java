package io.manako.image;

/** What is read of a frame record in plain Java before native code sees it. */
public final class HeaderFuzzer {
  private static final int LONGEST_LENGTH = 4;

  private HeaderFuzzer() {}

  /** Called by Jazzer; anything but a refusal is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      FrameFormat format = FrameFormat.of(input, null);
      if (format.isVideo()) {
        VideoStructure.verify(format, input);
        for (int bytes = 0; bytes <= LONGEST_LENGTH; bytes++) {
          NalUnits.check(input, bytes);
        }
      } else {
        ImageHeader header = ImageHeader.read(format, input);
        header.check(DecodeLimits.DEFAULT);
        header.verify(input);
        ExifOrientation.of(format, input);
      }
    } catch (MalformedFrameException refused) {
      // As documented.
      assert !refused.getMessage().isBlank();
    }
  }
}
