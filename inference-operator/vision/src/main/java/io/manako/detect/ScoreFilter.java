package io.manako.detect;

import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring.Background;

/**
 * Finds the scores over a threshold. Raw numbers are first compared with the raw number of the
 * threshold, so that exponentials are computed for the survivors only.
 */
final class ScoreFilter {
  /** Slack for the comparison of raw numbers, whose rounding differs from that of the scores. */
  private static final float SLACK = 1e-3f;

  /** Greatest score, with room for rounding. */
  private static final float MOST = 1.001f;

  private final Activation activation;
  private final Background background;
  private final int firstColumn;
  private final float threshold;
  private final boolean bestOnly;
  private final float rawThreshold;

  /**
   * Creates a filter.
   *
   * @param activation function from raw numbers to scores
   * @param background column that is no class
   * @param settings the threshold, and whether each row gives only its best class
   */
  ScoreFilter(Activation activation, Background background, DetectorSettings settings) {
    this.activation = activation;
    this.background = background;
    this.firstColumn = background.firstClass();
    this.threshold = settings.scoreThreshold();
    this.bestOnly = settings.classAgnostic();
    this.rawThreshold =
        switch (activation) {
          case NONE -> threshold;
          case SIGMOID -> (float) StrictMath.log(threshold / (1.0 - threshold)) - SLACK;
          // A class this far below its row's best cannot reach the threshold.
          case SOFTMAX -> (float) StrictMath.log(threshold) - SLACK;
        };
  }

  /** Whether a number is a score from a threshold on; false for NaN. */
  static boolean passes(float score, float threshold) {
    return score >= threshold && score <= MOST;
  }

  /**
   * Adds the scores over the threshold.
   *
   * @param raw rows × columns numbers of one picture
   * @param columns numbers in a row
   * @param candidates receiver of the scores
   */
  void select(float[] raw, int columns, Candidates candidates) {
    for (int from = 0; from < raw.length; from += columns) {
      if (!mayPass(raw, from, columns)) {
        continue;
      }
      if (bestOnly) {
        selectBest(raw, from, columns, candidates);
      } else {
        selectAll(raw, from, columns, candidates);
      }
    }
  }

  /**
   * Whether a class could pass if the column of the background were its row's best, as this column
   * is in nearly all rows.
   */
  private boolean mayPass(float[] raw, int from, int columns) {
    int usual = background == Background.LAST ? from + columns - 1 : from;
    float floor = activation == Activation.SOFTMAX ? rawThreshold + raw[usual] : rawThreshold;
    for (int i = from + firstColumn; i < from + end(columns); i++) {
      if (raw[i] >= floor) {
        return true;
      }
    }
    return false;
  }

  /** Returns the column behind the last class. */
  private int end(int columns) {
    return columns - (background == Background.LAST ? 1 : 0);
  }

  private void selectBest(float[] raw, int from, int columns, Candidates candidates) {
    int best = firstColumn;
    for (int c = firstColumn + 1; c < end(columns); c++) {
      if (raw[from + c] > raw[from + best]) {
        best = c;
      }
    }
    float floor = floor(raw, from, columns);
    if (raw[from + best] >= floor) {
      add(raw, from, columns, best, candidates);
    }
  }

  private void selectAll(float[] raw, int from, int columns, Candidates candidates) {
    float floor = floor(raw, from, columns);
    for (int c = firstColumn; c < end(columns); c++) {
      if (raw[from + c] >= floor) {
        add(raw, from, columns, c, candidates);
      }
    }
  }

  private float floor(float[] raw, int from, int columns) {
    if (activation != Activation.SOFTMAX) {
      return rawThreshold;
    }
    return rawThreshold + max(raw, from, columns);
  }

  private void add(float[] raw, int from, int columns, int column, Candidates candidates) {
    float score =
        switch (activation) {
          case NONE -> raw[from + column];
          case SIGMOID -> Scores.sigmoid(raw[from + column]);
          case SOFTMAX -> softmax(raw, from, columns, column);
        };
    if (passes(score, threshold)) {
      candidates.add(from / columns, column, Math.min(score, 1));
    }
  }

  private static float softmax(float[] raw, int from, int columns, int column) {
    float max = max(raw, from, columns);
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += StrictMath.exp(raw[from + c] - max);
    }
    return (float) (StrictMath.exp(raw[from + column] - max) / sum);
  }

  private static float max(float[] raw, int from, int columns) {
    float max = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < columns; c++) {
      max = Math.max(max, raw[from + c]);
    }
    return max;
  }
}
