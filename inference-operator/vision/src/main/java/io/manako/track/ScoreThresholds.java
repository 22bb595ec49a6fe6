package io.manako.track;

import java.io.Serializable;
import java.util.List;

/**
 * Scores that a box needs for each of its roles (ByteTrack: Zhang et al., ECCV 2022, section 3).
 * The right ones depend on the detector: one gives a person in plain sight 0.99, another 0.6.
 *
 * @param high score, 0 … 1, from which a box may continue any track, in the first association
 * @param low score, 0 … {@code high}, from which a box may continue a confirmed track, in the
 *     second association
 * @param newTrack score, 0 … 1, from which a box that continues no track begins one
 */
public record ScoreThresholds(double high, double low, double newTrack) implements Serializable {
  /** Thresholds for a detector that gives most of its objects 0.9 or more. */
  public static final ScoreThresholds SURE = new ScoreThresholds(0.8, 0.3, 0.9);

  /** Thresholds for a detector whose scores spread from 0.5 to 1. */
  public static final ScoreThresholds SPREAD = new ScoreThresholds(0.5, 0.3, 0.6);

  /** Thresholds for a detector that gives most of its objects less than 0.7. */
  public static final ScoreThresholds FAINT = new ScoreThresholds(0.4, 0.25, 0.5);

  /** Score below which a box says nothing about the detector: files are cut off at any score. */
  private static final float LEAST = 0.5f;

  private static final float SURE_MEDIAN = 0.88f;
  private static final float FAINT_MEDIAN = 0.7f;
  private static final double NEW_TRACK_STEP = 0.1;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public ScoreThresholds {
    Fraction.require("high-score", high);
    Fraction.require("low-score", low);
    Fraction.require("new-track-score", newTrack);
    if (low > high) {
      throw new IllegalArgumentException(
          "low-score is %s, it must not exceed high-score, %s".formatted(low, high));
    }
  }

  /** Returns thresholds where a new track needs {@code high + 0.1}, at most 1. */
  public static ScoreThresholds of(double high, double low) {
    return new ScoreThresholds(high, low, Math.min(1, high + NEW_TRACK_STEP));
  }

  /**
   * Returns the thresholds that suit the detector of a whole file. The median of its scores from
   * 0.5 on decides: {@link #SURE} from 0.88 on, {@link #FAINT} below 0.7 or without such scores,
   * {@link #SPREAD} between. A stream has no such median, because a result must not depend on when
   * the stream was opened.
   *
   * @param scores scores of all boxes in any order, each 0 … 1
   */
  public static ScoreThresholds following(List<Float> scores) {
    List<Float> telling = scores.stream().filter(s -> s >= LEAST).sorted().toList();
    if (telling.isEmpty()) {
      return FAINT;
    }
    float median = telling.get((telling.size() - 1) / 2);
    return median >= SURE_MEDIAN ? SURE : median < FAINT_MEDIAN ? FAINT : SPREAD;
  }

  // Scores are floats: 0.9 from a file is less than the double 0.9, but reaches that threshold.

  boolean isHigh(float score) {
    return score >= (float) high;
  }

  boolean isLow(float score) {
    return score >= (float) low && !isHigh(score);
  }

  boolean isNewTrack(float score) {
    return score >= (float) newTrack;
  }
}
