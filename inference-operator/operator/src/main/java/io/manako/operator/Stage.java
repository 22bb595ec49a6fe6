package io.manako.operator;

/** Step of a frame's processing at which the frame can fail, as named in dead letters and spans. */
public enum Stage {
  /** The record breaks the contract of its topic. */
  CONTRACT("contract"),
  /** The picture's bytes cannot be decoded. */
  DECODE("decode"),
  /** The overload policy drops the frame. */
  POLICY("policy"),
  /** A model or the processing of its answer fails. */
  INFERENCE("inference"),
  /** The camera's tracker or its scene refuses the frame. */
  TRACKING("tracking"),
  /** The result cannot be written as a record. */
  SERIALIZATION("serialization");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** Word for the stage in the header {@code vf-stage}, in lower case. */
  public String word() {
    return word;
  }
}
