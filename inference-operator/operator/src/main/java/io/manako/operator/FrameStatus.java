package io.manako.operator;

import java.util.Locale;

/** Outcome of a frame. */
public enum FrameStatus {
  /** A model found something. */
  OK,
  /** All models ran and found nothing. */
  EMPTY,
  /** The overload policy dropped the frame. */
  SKIPPED,
  /** The bytes are not a picture within the limits, or the record breaks the contract. */
  DECODE_ERROR,
  /** A model, its preprocessing or the check of its result failed on this frame. */
  INFERENCE_ERROR;

  /** Name in records, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
