package io.manako.chaos.hostile;

import java.io.IOException;

/** How an input ended, as one byte on the pipe. */
enum Outcome {
  DECODED('D'),
  REFUSED('R'),
  /** Anything else was thrown, or frames were handed out of a record that was then refused. */
  WRONG('W');

  private final byte code;

  Outcome(char code) {
    this.code = (byte) code;
  }

  /**
   * The one of a code.
   *
   * @throws IOException if it has none
   */
  static Outcome of(byte code) throws IOException {
    for (Outcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new IOException("no outcome has code " + code);
  }

  byte code() {
    return code;
  }
}
