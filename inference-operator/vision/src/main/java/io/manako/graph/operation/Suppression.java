package io.manako.graph.operation;

import io.manako.tensor.Shape;
import java.util.List;

/**
 * ONNX's NonMaxSuppression: the boxes of each class whose overlap with none of a higher score is
 * too great, as rows of picture, class and box. The number of rows depends on the boxes, so rows
 * that are not needed hold NaN; they stand behind the others.
 *
 * @param most greatest number of boxes that a class keeps, at least 1
 * @param overlap greatest intersection over union with a box that is kept
 * @param threshold score that a box must exceed; NaN for none
 * @param centred whether a box is x and y of its centre, width and height, instead of two corners
 */
public record Suppression(int most, float overlap, float threshold, boolean centred)
    implements TensorOperation {
  /** Numbers in a row of the result. */
  private static final int ROW = 3;

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape boxes = inputs.get(0);
    Shape scores = inputs.get(1);
    boolean fits =
        boxes.rank() == 3
            && scores.rank() == 3
            && boxes.dim(2) == 4
            && boxes.dim(0) == scores.dim(0)
            && boxes.dim(1) == scores.dim(2);
    if (!fits) {
      throw new IllegalArgumentException("scores " + scores + " do not fit boxes " + boxes);
    }
    int kept = Math.min(most, boxes.dim(1));
    int rows = Math.multiplyExact(kept, Math.multiplyExact(scores.dim(0), scores.dim(1)));
    return Shape.of(rows, ROW);
  }

  @Override
  public Loop loop(List<Shape> inputs) {
    Shape scores = inputs.get(1);
    Search search = new Search(scores.dim(2));
    int rows = shape(inputs).dim(0);
    return (in, out) -> {
      int row = 0;
      for (int line = 0; line < scores.dim(0) * scores.dim(1); line++) {
        int picture = line / scores.dim(1);
        int found = search.find(in, line, picture);
        for (int k = 0; k < found; k++, row++) {
          out.put(row * ROW, picture);
          out.put(row * ROW + 1, line % scores.dim(1));
          out.put(row * ROW + 2, search.kept[k]);
        }
      }
      for (int i = row * ROW; i < rows * ROW; i++) {
        out.put(i, Float.NaN);
      }
    };
  }

  /** Search among the boxes of one class: the best one is kept and removes those that overlap. */
  private final class Search {
    private final int[] left;
    private final int[] kept;
    private Slot boxes = new Slot();
    private Slot scores = new Slot();
    private int firstBox;
    private int firstScore;

    Search(int count) {
      this.left = new int[count];
      this.kept = new int[Math.min(most, count)];
    }

    int find(Slot[] in, int line, int picture) {
      boxes = in[0];
      scores = in[1];
      firstScore = line * left.length;
      firstBox = picture * left.length * 4;
      int remaining = candidates();
      int found = 0;
      while (remaining > 0 && found < kept.length) {
        int best = best(remaining);
        kept[found++] = best;
        remaining = without(best, remaining);
      }
      return found;
    }

    private int candidates() {
      int count = 0;
      for (int i = 0; i < left.length; i++) {
        float score = score(i);
        // A score that is no number exceeds nothing.
        if (Float.isNaN(threshold) ? !Float.isNaN(score) : score > threshold) {
          left[count++] = i;
        }
      }
      return count;
    }

    /** Returns the box with the highest score; of equal ones the first. */
    private int best(int remaining) {
      int best = left[0];
      for (int i = 1; i < remaining; i++) {
        best = score(left[i]) > score(best) ? left[i] : best;
      }
      return best;
    }

    private int without(int best, int remaining) {
      int count = 0;
      for (int i = 0; i < remaining; i++) {
        if (left[i] != best && !overlaps(best, left[i])) {
          left[count++] = left[i];
        }
      }
      return count;
    }

    private boolean overlaps(int a, int b) {
      float width = Math.min(end(a, 0), end(b, 0)) - Math.max(start(a, 0), start(b, 0));
      float height = Math.min(end(a, 1), end(b, 1)) - Math.max(start(a, 1), start(b, 1));
      float shared = width * height;
      if (!(width > 0 && height > 0 && shared > 0)) {
        return false;
      }
      float first = area(a);
      float second = area(b);
      return first > 0 && second > 0 && shared / (first + second - shared) > overlap;
    }

    private float area(int box) {
      return (end(box, 0) - start(box, 0)) * (end(box, 1) - start(box, 1));
    }

    private float start(int box, int axis) {
      return centred
          ? number(box, axis) - number(box, axis + 2) / 2
          : Math.min(number(box, axis), number(box, axis + 2));
    }

    private float end(int box, int axis) {
      return centred
          ? number(box, axis) + number(box, axis + 2) / 2
          : Math.max(number(box, axis), number(box, axis + 2));
    }

    private float number(int box, int i) {
      return boxes.get(firstBox + box * 4 + i);
    }

    private float score(int box) {
      return scores.get(firstScore + box);
    }
  }
}
