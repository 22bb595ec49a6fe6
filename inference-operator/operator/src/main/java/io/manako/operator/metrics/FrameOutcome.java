package io.manako.operator.metrics;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.Stage;
import java.util.Locale;

/**
 * Outcome of a frame, as metrics count it: a {@link FrameStatus}, except that records that break
 * the contract are counted apart from bytes that do not decode, as in dead letters.
 */
public enum FrameOutcome {
  /** A record; something was found. */
  OK,
  /** A record; nothing was found. */
  EMPTY,
  /** A record; the overload policy dropped the frame. */
  SKIPPED,
  /** A record and a dead letter of the stage {@code contract}. */
  CONTRACT_ERROR,
  /** A record and a dead letter of the stage {@code decode}. */
  DECODE_ERROR,
  /** A record and a dead letter of the stage {@code inference}. */
  INFERENCE_ERROR;

  public static FrameOutcome of(FrameResult result) {
    return switch (result.status()) {
      case OK -> OK;
      case EMPTY -> EMPTY;
      case SKIPPED -> SKIPPED;
      case DECODE_ERROR -> isBreach(result) ? CONTRACT_ERROR : DECODE_ERROR;
      case INFERENCE_ERROR -> INFERENCE_ERROR;
    };
  }

  private static boolean isBreach(FrameResult result) {
    return result.failure() != null && result.failure().isAt(Stage.CONTRACT);
  }

  /** The label's value: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
