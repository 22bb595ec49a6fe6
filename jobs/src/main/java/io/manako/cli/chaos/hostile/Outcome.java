package io.manako.cli.chaos.hostile;

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

  byte code() {
    return code;
  }
}
