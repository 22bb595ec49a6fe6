package io.manako.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results of a network that suppresses overlapping boxes itself.
 *
 * @param columns outputs, and the columns of those that hold several
 * @param count name of the output of shape [N] or [N, 1] with the number of results, or null
 * @param coding meaning of the four numbers of a box
 * @param firstLabel number in the network's labels of the first line of {@code labels.file}
 * @param batched whether the outputs have a batch axis; without one they are [results, …]
 * @param keypoints key points in the unit of the boxes, or null
 */
public record FinalBoxes(
    Columns columns,
    @Nullable String count,
    BoxCoding coding,
    int firstLabel,
    boolean batched,
    @Nullable KeypointSpec keypoints)
    implements OutputSpec {
  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(columns.outputs());
    if (count != null) {
      names.add(count);
    }
    if (keypoints != null) {
      names.addAll(keypoints.outputs());
    }
    return names;
  }

  /**
   * Places of a result's numbers.
   *
   * @param outputs names of three outputs: boxes [N, results, 4], scores [N, results], labels [N,
   *     results]; or the name of one output [N, results, columns]
   * @param box index of the first of four columns of the box; 0 with three outputs
   * @param score index of the column of the score; 0 with three outputs
   * @param label index of the column of the label; 0 with three outputs
   */
  public record Columns(List<String> outputs, int box, int score, int label) {
    /** Returns the places in three outputs. */
    public static Columns of(String boxes, String scores, String labels) {
      return new Columns(List.of(boxes, scores, labels), 0, 0, 0);
    }

    /** Whether one output holds all numbers. */
    public boolean joined() {
      return outputs.size() == 1;
    }
  }
}
