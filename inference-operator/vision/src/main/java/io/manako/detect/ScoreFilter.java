package io.manako.detect;

import io.manako.model.OutputSpec.Activation;

/**
 * Finds the scores over a threshold. Raw numbers are first compared with the raw number of the
 * threshold, so that exponentials are computed for the survivors only.
 */
final class ScoreFilter {
  /** Slack for the comparison of raw numbers, whose rounding differs from that of the scores. */
  private static final float SLACK = 1e-3f;

  private final Activation activation;
  private final int firstColumn;
  private final float threshold;
  private final boolean bestOnly;
  private final float rawThreshold;

  /**
   * Creates a filter.
   *
   * @param activation function from raw numbers to scores
   * @param background whether column 0 is no class
   * @param settings the threshold, and whether each row gives only its best class
   */
  ScoreFilter(Activation activation, boolean background, DetectorSettings settings) {
    this.activation = activation;
    this.firstColumn = background ? 1 : 0;
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

  /** Column of the first class, behind the background. */
  int firstColumn() {
    return firstColumn;
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
   * Whether a class could pass if column 0 were its row's best. Column 0 is the background in
   * nearly all rows, so this check suffices for nearly all of them.
   */
  private boolean mayPass(float[] raw, int from, int columns) {
    float floor = activation == Activation.SOFTMAX ? rawThreshold + raw[from] : rawThreshold;
    for (int i = from + firstColumn; i < from + columns; i++) {
      if (raw[i] >= floor) {
        return true;
      }
    }
    return false;
  }

  private void selectBest(float[] raw, int from, int columns, Candidates candidates) {
    int best = firstColumn;
    for (int c = firstColumn + 1; c < columns; c++) {
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
    for (int c = firstColumn; c < columns; c++) {
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
          case SIGMOID -> (float) (1 / (1 + StrictMath.exp(-raw[from + column])));
          case SOFTMAX -> softmax(raw, from, columns, column);
        };
    if (score >= threshold && score <= 1.001f) {
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
