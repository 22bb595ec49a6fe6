package io.manako.intake;

import java.util.Map;

/**
 * Reading of an output as scores.
 *
 * @param activation {@code none}, {@code sigmoid} or {@code softmax}
 * @param background column that means "nothing here": {@code none}, {@code first} or {@code last}
 * @param classes number of classes without the background
 */
record ScoreForm(String activation, String background, int classes) {
  /** Share of rows that a column must win to be the background of raw numbers. */
  private static final double NEARLY_ALL = 0.9;

  /**
   * Reads scores.
   *
   * @param independent whether raw scores of a class do not depend on those of others, as in
   *     TensorFlow's detectors
   */
  static ScoreForm of(OutputSample scores, boolean independent) {
    int columns = scores.columns();
    if (columns == 1) {
      return new ScoreForm(scores.isScores() ? "none" : "sigmoid", "none", 1);
    }
    String background = background(scores);
    int classes = background.equals("none") ? columns : columns - 1;
    if (scores.isScores()) {
      return new ScoreForm("none", background, classes);
    }
    return new ScoreForm(
        independent || background.equals("none") ? "sigmoid" : "softmax", background, classes);
  }

  private static String background(OutputSample scores) {
    int winner = scores.usualWinner();
    boolean edge = winner == 0 || winner == scores.columns() - 1;
    if (!edge || winShare(scores, winner) < NEARLY_ALL || !isStrong(scores, winner)) {
      return "none";
    }
    return winner == 0 ? "first" : "last";
  }

  /** Whether the column's mean is far above that of a class, which is nearly never found. */
  private static boolean isStrong(OutputSample scores, int column) {
    double mean = 0;
    double others = 0;
    for (int row = 0; row < scores.rows(); row++) {
      mean += scores.at(row, column);
      others += scores.at(row, column == 0 ? 1 : 0);
    }
    double gap = (mean - others) / scores.rows();
    return gap > (scores.isScores() ? 0.5 : 2);
  }

  private static double winShare(OutputSample scores, int column) {
    int wins = 0;
    for (int row = 0; row < scores.rows(); row++) {
      boolean best = true;
      for (int c = 0; c < scores.columns(); c++) {
        best &= scores.at(row, c) <= scores.at(row, column);
      }
      wins += best ? 1 : 0;
    }
    return (double) wins / scores.rows();
  }

  /** Adds the keys of the section {@code output}. */
  void put(Map<String, Object> output) {
    output.put("activation", activation);
    output.put("background", background);
  }
}
