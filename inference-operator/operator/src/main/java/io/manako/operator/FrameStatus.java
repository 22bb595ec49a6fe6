package io.manako.operator;

import java.util.Locale;

/** How a frame ended. */
public enum FrameStatus {
  /** Looked and found something. */
  OK,
  /** Looked and found nothing. */
  EMPTY,
  /** A named overload policy dropped it. */
  SKIPPED,
  /** The bytes are no picture within the limits, or the record breaks the contract. */
  DECODE_ERROR,
  /** A model failed on this very frame, or what prepares pictures for it or writes its result. */
  INFERENCE_ERROR;

  /** The name in records: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
