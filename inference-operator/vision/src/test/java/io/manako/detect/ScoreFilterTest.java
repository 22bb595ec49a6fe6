package io.manako.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreFilterTest {
  private static final int ROWS = 400;
  private static final int COLUMNS = 7;
  private static final float THRESHOLD = 0.3f;

  @Test
  void findsWhatASoftmaxOfEveryRowFinds() {
    float[] logits = logits();
    Candidates found = new Candidates();

    new ScoreFilter(Activation.SOFTMAX, Background.FIRST, settings())
        .select(logits, COLUMNS, found);

    List<String> expected = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      for (int c = 1; c < COLUMNS; c++) {
        if (softmax(logits, row * COLUMNS, c) >= THRESHOLD) {
          expected.add(row + "/" + c);
        }
      }
    }
    assertThat(places(found)).hasSizeGreaterThan(50).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aRowWithoutNumbersHasNoCandidates() {
    float[] logits = {Float.NaN, 5, 0, 0, 0, 0, 0, 0, 5, Float.NaN, 0, 0, 0, 0};
    Candidates found = new Candidates();

    new ScoreFilter(Activation.SOFTMAX, Background.FIRST, settings())
        .select(logits, COLUMNS, found);

    assertThat(places(found)).isEmpty();
  }

  /** Half of the rows close to the background's score, some equal to it. */
  private static float[] logits() {
    Random random = new Random(7);
    float[] logits = new float[ROWS * COLUMNS];
    for (int i = 0; i < logits.length; i++) {
      boolean background = i % COLUMNS == 0;
      logits[i] = (float) random.nextGaussian() + (background ? random.nextInt(3) * 2 : 0);
      if (random.nextInt(20) == 0) {
        logits[i] = 1;
      }
    }
    return logits;
  }

  private static double softmax(float[] logits, int from, int column) {
    double sum = 0;
    for (int c = 0; c < COLUMNS; c++) {
      sum += Math.exp(logits[from + c]);
    }
    return Math.exp(logits[from + column]) / sum;
  }

  private static List<String> places(Candidates candidates) {
    List<String> places = new ArrayList<>();
    int count = candidates.sort();
    for (int i = 0; i < count; i++) {
      places.add(candidates.row(i) + "/" + candidates.column(i));
    }
    return places;
  }

  private static DetectorSettings settings() {
    return new DetectorSettings(THRESHOLD, 0.5f, 100, Suppression.PER_CLASS);
  }
}
