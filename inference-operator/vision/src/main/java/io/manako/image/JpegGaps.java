package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a JPEG that belong to no segment, in their order. Decoders skip them, but OpenCV's
 * decoder prints a line about each picture that has some, so it never gets them.
 */
final class JpegGaps {
  private record Gap(int from, int to) {}

  private final List<Gap> gaps = new ArrayList<>();

  void add(int from, int to) {
    if (to > from) {
      gaps.add(new Gap(from, to));
    }
  }

  boolean isEmpty() {
    return gaps.isEmpty();
  }

  /** Writes the bytes from {@code from} to {@code to} that are not in a gap. */
  void writeOthers(byte[] jpeg, int from, int to, ByteArrayOutputStream out) {
    int at = from;
    for (Gap gap : gaps) {
      int end = Math.min(gap.from, to);
      if (end > at) {
        out.write(jpeg, at, end - at);
      }
      at = Math.max(at, Math.min(gap.to, to));
    }
    out.write(jpeg, at, to - at);
  }
}
