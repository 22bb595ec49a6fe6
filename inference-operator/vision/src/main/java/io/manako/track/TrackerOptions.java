package io.manako.track;

import io.manako.model.TrackScores;
import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;

/**
 * Options of the tracker.
 *
 * @param scores scores that a box needs
 * @param pairing overlaps that a track and a box need
 * @param life beginning and end of a track
 * @param frameInterval time between frames to which the motion's noise refers, more than 0; the
 *     noise of other intervals is scaled from it
 */
public record TrackerOptions(
    ScoreThresholds scores, PairingOptions pairing, TrackLife life, Duration frameInterval)
    implements Serializable {

  /** Options with ByteTrack's scores (Zhang et al., ECCV 2022, section 4.1). */
  public static final TrackerOptions DEFAULT =
      new TrackerOptions(
          new ScoreThresholds(0.5, 0.1, 0.6),
          PairingOptions.DEFAULT,
          TrackLife.DEFAULT,
          Duration.ofMillis(40));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence that names the option
   */
  public TrackerOptions {
    if (frameInterval.isNegative() || frameInterval.isZero()) {
      throw new IllegalArgumentException(
          "frame-interval is " + frameInterval + ", it must be more than 0");
    }
    TimeSpan.requireBounded("frame-interval", frameInterval);
  }

  /** Returns the same options with other score thresholds. */
  public TrackerOptions withScores(ScoreThresholds thresholds) {
    return new TrackerOptions(thresholds, pairing, life, frameInterval);
  }

  /** Returns the same options with other score thresholds; a new track needs {@code high + 0.1}. */
  public TrackerOptions withScores(double high, double low) {
    return withScores(ScoreThresholds.of(high, low));
  }

  /** Returns the same options with the score thresholds of a detector. */
  public TrackerOptions withScores(TrackScores scores) {
    return withScores(new ScoreThresholds(scores.high(), scores.low(), scores.newTrack()));
  }

  /** Returns the same options with another life of tracks. */
  public TrackerOptions withLife(int confirm, Duration forget) {
    return new TrackerOptions(scores, pairing, new TrackLife(confirm, forget), frameInterval);
  }

  /** Returns the same options with the noise of another frame interval. */
  public TrackerOptions withFrameInterval(Duration interval) {
    return new TrackerOptions(scores, pairing, life, interval);
  }
}
