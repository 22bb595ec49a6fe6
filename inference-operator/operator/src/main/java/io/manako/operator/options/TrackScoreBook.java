package io.manako.operator.options;

import io.manako.model.TrackScores;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores at which boxes make tracks, by the detector that found the boxes. The book is fixed when
 * the job is submitted, so every task uses the same scores, before and after a model swap.
 *
 * @param high the option's score for boxes that continue any track, 0 … 1; null for the model's own
 * @param low the option's score for boxes that continue a track, 0 … 1; null for the model's own
 * @param byModel scores of the known detectors, by name
 */
public record TrackScoreBook(
    @Nullable Double high, @Nullable Double low, Map<String, TrackScores> byModel)
    implements Serializable {
  /** The usual scores for every detector. */
  public static final TrackScoreBook DEFAULT = new TrackScoreBook(null, null, Map.of());

  /** Score by which a box that begins a track exceeds {@link #high}. */
  private static final double BEGIN = 0.1;

  public TrackScoreBook {
    byModel = Map.copyOf(byModel);
  }

  /**
   * Returns the scores for a detector's boxes. Options win over the model, and the model wins over
   * {@link TrackScores#DEFAULT}.
   *
   * @param model name of the detector, as its records have it
   */
  public TrackScores of(String model) {
    TrackScores own = byModel.getOrDefault(model, TrackScores.DEFAULT);
    double any = high == null ? own.high() : high;
    double begin = high == null ? own.newTrack() : Math.min(1, high + BEGIN);
    return new TrackScores(any, Math.min(any, low == null ? own.low() : low), begin);
  }
}
