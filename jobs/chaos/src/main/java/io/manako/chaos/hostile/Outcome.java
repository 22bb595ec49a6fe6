package io.manako.chaos.hostile;

import java.io.IOException;

/** Outcome of an input, as one byte on the pipe. */
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
   * Returns the outcome of a code.
   *
   * @throws IOException if there is none
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
