package io.manako.track.eval;

import java.io.StringReader;

/** Sequences written down as text. */
final class MotText {
  private MotText() {}

  static MotSequence of(String... lines) {
    return MotFile.read(new StringReader(String.join("\n", lines)));
  }

  /** A box of 10×10 pixels with its left edge at {@code x}. */
  static String line(int frame, int id, double x) {
    return line(frame, id, x, 1);
  }

  static String line(int frame, int id, double x, double score) {
    return frame + "," + id + "," + x + ",0,10,10," + score + ",-1,-1,-1";
  }
}
