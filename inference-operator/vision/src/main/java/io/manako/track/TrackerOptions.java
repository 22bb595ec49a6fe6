package io.manako.track;

import io.manako.model.TrackScores;
import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;

/**
 * Options of the tracker. The score thresholds are ByteTrack's (Zhang et al., ECCV 2022, section
 * 4.1); margin and overlaps are chosen for the small boxes and low frame rates of overview cameras.
 *
 * @param highScore score, 0 … 1, from which a box may continue any track, in the first association
 * @param lowScore score, 0 … 1, from which a box may continue a track, in the second association
 * @param newTrackScore score, 0 … 1, from which a box that continues no track begins one
 * @param margin fraction, 0 … 1, of its width and height by which a box is widened on each side
 *     before overlaps are computed
 * @param highOverlap least overlap (IoU times score), 0 … 1, in the first association
 * @param lowOverlap least IoU, 0 … 1, in the second association
 * @param tentativeOverlap least overlap (IoU times score), 0 … 1, with a tentative track
 * @param confirmAfter frames in a row with a detection after which a track gets an id, at least 1
 * @param forgetAfter time without a detection after which a track ends, more than 0 and at most 1 h
 * @param frameInterval time between frames to which the motion's noise refers, more than 0; the
 *     noise of other intervals is scaled from it
 * @param classAware whether a track continues only with boxes of its own class
 */
public record TrackerOptions(
    double highScore,
    double lowScore,
    double newTrackScore,
    double margin,
    double highOverlap,
    double lowOverlap,
    double tentativeOverlap,
    int confirmAfter,
    Duration forgetAfter,
    Duration frameInterval,
    boolean classAware)
    implements Serializable {

  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  public static final TrackerOptions DEFAULT =
      new TrackerOptions(
          0.5, 0.1, 0.6, 0.3, 0.1, 0.6, 0.3, 2, Duration.ofSeconds(2), Duration.ofMillis(40), true);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public TrackerOptions {
    requireFraction("high-score", highScore);
    requireFraction("low-score", lowScore);
    requireFraction("new-track-score", newTrackScore);
    requireFraction("margin", margin);
    requireFraction("high-overlap", highOverlap);
    requireFraction("low-overlap", lowOverlap);
    requireFraction("tentative-overlap", tentativeOverlap);
    if (lowScore > highScore) {
      throw new IllegalArgumentException(
          "low-score is %s, it must not exceed high-score, %s".formatted(lowScore, highScore));
    }
    if (confirmAfter < 1) {
      throw new IllegalArgumentException(
          "confirm-after is " + confirmAfter + ", it must be at least 1 frame");
    }
    requirePositive("forget-after", forgetAfter);
    requirePositive("frame-interval", frameInterval);
    TimeSpan.requireBounded("frame-interval", frameInterval);
    if (forgetAfter.compareTo(LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException(
          "forget-after is " + forgetAfter + ", it must be at most " + LONGEST_LIFE);
    }
  }

  /** Returns the same options with other score thresholds; a new track needs {@code high + 0.1}. */
  public TrackerOptions withScores(double high, double low) {
    return withScores(high, low, Math.min(1, high + 0.1));
  }

  /** Returns the same options with the score thresholds of a detector. */
  public TrackerOptions withScores(TrackScores scores) {
    return withScores(scores.high(), scores.low(), scores.newTrack());
  }

  private TrackerOptions withScores(double high, double low, double newTrack) {
    return new TrackerOptions(
        high,
        low,
        newTrack,
        margin,
        highOverlap,
        lowOverlap,
        tentativeOverlap,
        confirmAfter,
        forgetAfter,
        frameInterval,
        classAware);
  }

  /** Returns the same options with another life of tracks. */
  public TrackerOptions withLife(int confirm, Duration forget) {
    return new TrackerOptions(
        highScore,
        lowScore,
        newTrackScore,
        margin,
        highOverlap,
        lowOverlap,
        tentativeOverlap,
        confirm,
        forget,
        frameInterval,
        classAware);
  }

  /** Returns the same options with the noise of another frame interval. */
  public TrackerOptions withFrameInterval(Duration interval) {
    return new TrackerOptions(
        highScore,
        lowScore,
        newTrackScore,
        margin,
        highOverlap,
        lowOverlap,
        tentativeOverlap,
        confirmAfter,
        forgetAfter,
        interval,
        classAware);
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", it must be 0 … 1");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", it must be more than 0");
    }
  }
}
