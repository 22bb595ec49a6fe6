package io.manako.operator;

/** A step of a frame's way at which it can fail, as dead letters and spans name it. */
public enum Stage {
  /** The record breaks the contract of its topic. */
  CONTRACT("contract"),
  /** The picture's bytes cannot be decoded. */
  DECODE("decode"),
  /** The overload policy drops the frame. */
  POLICY("policy"),
  /** A model, or what becomes of its answer, fails. */
  INFERENCE("inference"),
  /** The camera's tracker or its scene refuses the frame. */
  TRACKING("tracking"),
  /** The result cannot be written as a record. */
  SERIALIZATION("serialization");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** The word that records carry in {@code vf-stage}: lower case. */
  public String word() {
    return word;
  }
}
