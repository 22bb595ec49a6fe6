package io.manako.operator.metrics;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.Stage;
import java.util.Locale;

/**
 * Outcome of a frame, as metrics count it: a {@link FrameStatus}, except that records that break
 * the contract are counted separately from bytes that cannot be decoded, as in dead letters.
 */
public enum FrameOutcome {
  /** Something was found; the frame ends as a record. */
  OK,
  /** All models ran and found nothing; the frame ends as a record. */
  EMPTY,
  /** The overload policy dropped the frame, which ends as a record. */
  SKIPPED,
  /** The frame ends as a record and a dead letter of the stage {@code contract}. */
  CONTRACT_ERROR,
  /** The frame ends as a record and a dead letter of the stage {@code decode}. */
  DECODE_ERROR,
  /** The frame ends as a record and a dead letter of the stage {@code inference}. */
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

  /** Value of the label, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
