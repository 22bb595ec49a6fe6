package io.manako.intake;

import io.manako.engine.OnnxRuntimeProbe;
import io.manako.tensor.Shape;
import java.util.Arrays;

/**
 * Output of a network on a trial picture, seen as rows of columns: the last axis is the columns.
 *
 * @param name name of the output
 * @param shape extents, with the batch where the output has one
 * @param whole whether the file declares whole numbers
 * @param values numbers in row-major order
 */
record OutputSample(String name, Shape shape, boolean whole, float[] values) {
  private static final float NEAR = 1e-3f;

  /** Greatest mean of raw numbers of an object of which most places see none. */
  private static final double MOST_RAW = -2;

  /** Greatest mean of scores of such an object. */
  private static final double MOST_SCORE = 0.2;

  /** Returns the part of the first picture, where the first axis is the batch. */
  static OutputSample of(OnnxRuntimeProbe.Answer answer, int batch) {
    boolean batched = batch > 1 && answer.shape().rank() > 1 && answer.shape().dim(0) == batch;
    Shape shape = batched ? answer.shape().withBatch(1) : answer.shape();
    float[] values = Arrays.copyOf(answer.values(), shape.size());
    return new OutputSample(answer.name(), shape, answer.whole(), values);
  }

  int rank() {
    return shape.rank();
  }

  int columns() {
    return rank() == 0 ? 1 : shape.dim(-1);
  }

  int rows() {
    return columns() == 0 ? 0 : values.length / columns();
  }

  float at(int row, int column) {
    return values[row * columns() + column];
  }

  float min() {
    float min = Float.POSITIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  float max() {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Whether every number could be a score. */
  boolean isScores() {
    return values.length > 0 && min() >= -NEAR && max() <= 1 + NEAR;
  }

  /** Whether a column is the score or the raw number of an object that most rows do not see. */
  boolean isMostlyNothing(int column) {
    OutputSample object = columns(column, 1);
    return object.mean() < (object.isScores() ? MOST_SCORE : MOST_RAW);
  }

  /** Whether every number is whole and none is negative, as numbers of classes are. */
  boolean isWhole() {
    for (float value : values) {
      if (value < 0 || value != Math.rint(value)) {
        return false;
      }
    }
    return values.length > 0;
  }

  /** Whether the columns of each row are shares of one, as a softmax makes them. */
  boolean isShares() {
    if (!isScores() || columns() < 2) {
      return false;
    }
    for (int row = 0; row < rows(); row++) {
      double sum = 0;
      for (int c = 0; c < columns(); c++) {
        sum += at(row, c);
      }
      if (Math.abs(sum - 1) > 10 * NEAR) {
        return false;
      }
    }
    return true;
  }

  /** Column that is a row's greatest most often; the background of a detector. */
  int usualWinner() {
    int[] wins = new int[columns()];
    for (int row = 0; row < rows(); row++) {
      int best = 0;
      for (int c = 1; c < columns(); c++) {
        best = at(row, c) > at(row, best) ? c : best;
      }
      wins[best]++;
    }
    int usual = 0;
    for (int c = 1; c < wins.length; c++) {
      usual = wins[c] > wins[usual] ? c : usual;
    }
    return usual;
  }

  /** Returns some columns of every row as an output of their own. */
  OutputSample columns(int from, int count) {
    float[] part = new float[rows() * count];
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(values, row * columns() + from, part, row * count, count);
    }
    return new OutputSample(name, Shape.of(rows(), count), whole, part);
  }

  /** Returns [N, columns, rows] or [N, columns, height, width] as rows of columns. */
  OutputSample transposed() {
    int columns = shape.dim(1);
    int rows = values.length / columns;
    float[] turned = new float[values.length];
    for (int c = 0; c < columns; c++) {
      for (int row = 0; row < rows; row++) {
        turned[row * columns + c] = values[c * rows + row];
      }
    }
    return new OutputSample(name, Shape.of(1, rows, columns), whole, turned);
  }
}
