package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a JPEG that belong to nothing, in their order. Decoders pass over them, but OpenCV's
 * prints a line about each picture that has some, so it does not get to see them.
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

  /** Writes what is no gap of the bytes from {@code from} to {@code to}. */
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
