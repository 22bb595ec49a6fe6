package io.manako.detect;

import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring;

/**
 * Finds the scores over a threshold where each place has a score for an object and one for each
 * class (Redmon et al. 2016, You Only Look Once, section 2). The classes of a place whose object
 * alone is too weak are skipped, because no class's score is above 1.
 */
final class ObjectnessFilter {
  private final Scoring scoring;
  private final float threshold;
  private final boolean bestOnly;

  /**
   * Creates a filter.
   *
   * @param scoring conversion of the raw numbers
   * @param settings the threshold, and whether each row gives only its best class
   */
  ObjectnessFilter(Scoring scoring, DetectorSettings settings) {
    this.scoring = scoring;
    this.threshold = settings.scoreThreshold();
    this.bestOnly = settings.classAgnostic();
  }

  /**
   * Adds the scores over the threshold.
   *
   * @param classes raw numbers of the classes
   * @param objects raw number of an object in each row
   * @param candidates receiver of the scores
   */
  void select(Table classes, Table objects, Candidates candidates) {
    float[] scores = new float[classes.columns()];
    for (int row = 0; row < classes.rows(); row++) {
      float object = objects.values()[row];
      object = scoring.activation() == Activation.NONE ? object : Scores.sigmoid(object);
      if (ScoreFilter.passes(join(object, 1), threshold)) {
        activate(classes, row, scores);
        add(row, object, scores, candidates);
      }
    }
  }

  private void activate(Table classes, int row, float[] scores) {
    System.arraycopy(classes.values(), row * scores.length, scores, 0, scores.length);
    switch (scoring.activation()) {
      case NONE -> {}
      case SIGMOID -> {
        for (int i = 0; i < scores.length; i++) {
          scores[i] = Scores.sigmoid(scores[i]);
        }
      }
      case SOFTMAX -> Scores.softmax(scores);
    }
  }

  private void add(int row, float object, float[] scores, Candidates candidates) {
    int first = scoring.background().firstClass();
    int end = scores.length - scoring.background().columns() + first;
    int best = -1;
    for (int column = first; column < end; column++) {
      if (!bestOnly) {
        addOne(row, column, join(object, scores[column]), candidates);
      } else if (best < 0 || Float.isNaN(scores[best]) || scores[column] > scores[best]) {
        best = column;
      }
    }
    if (best >= 0) {
      addOne(row, best, join(object, scores[best]), candidates);
    }
  }

  private void addOne(int row, int column, float score, Candidates candidates) {
    if (ScoreFilter.passes(score, threshold)) {
      candidates.add(row, column, Math.min(score, 1));
    }
  }

  private float join(float object, float score) {
    return switch (scoring.rule()) {
      case PRODUCT -> object * score;
      case GEOMETRIC_MEAN -> (float) Math.sqrt(object * score);
    };
  }
}
