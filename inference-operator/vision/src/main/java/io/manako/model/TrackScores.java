package io.manako.model;

import java.io.Serializable;
import java.util.Locale;

/**
 * Scores at which a detector's boxes make tracks. A detector whose scores are lower than another's
 * finds as many objects and needs lower thresholds.
 *
 * @param high score, 0 … 1, from which a box may continue any track
 * @param low score, 0 … {@code high}, from which a box may continue a track that was just seen
 * @param newTrack score, {@code high} … 1, from which a box that continues no track begins one
 */
public record TrackScores(double high, double low, double newTrack) implements Serializable {
  /**
   * Scores of a detector that states none. The low one is higher than ByteTrack's, because false
   * tracks live on for many seconds with the weaker boxes of small detectors.
   */
  public static final TrackScores DEFAULT = new TrackScores(0.5, 0.3, 0.6);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the numbers, if they are out of range or order
   */
  public TrackScores {
    if (!(low >= 0 && low <= high && high <= newTrack && newTrack <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "low-score %s, high-score %s and new-track-score %s must be 0 to 1 and in rising order",
              low,
              high,
              newTrack));
    }
  }

  /** Reads the section {@code tracking}. */
  static TrackScores read(YamlMapping yaml) {
    double high = yaml.fraction("high-score");
    double low = yaml.fraction("low-score");
    double newTrack = yaml.fraction("new-track-score");
    yaml.finish();
    try {
      return new TrackScores(high, low, newTrack);
    } catch (IllegalArgumentException e) {
      throw new ModelException("tracking: " + e.getMessage(), e);
    }
  }
}
