package io.manako.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Output of a detector that answers for every cell of one or more grids. */
public sealed interface DenseOutput extends OutputSpec {
  /** Conversion of the numbers to scores. */
  Scoring scoring();

  /** Columns of the outputs. */
  Columns columns();

  /** Key points of each box, or null. */
  @Nullable KeypointSpec keypoints();

  @Override
  default boolean batched() {
    return columns().batched();
  }

  @Override
  default boolean hasBackground() {
    return scoring().background() == Scoring.Background.FIRST;
  }

  /**
   * One output with decoded boxes and all scores (Redmon et al. 2016, You Only Look Once, section
   * 2, as YOLOv5 to YOLO11 are exported).
   *
   * @param output name of the output of shape [N, boxes, columns]: four numbers of the box, the
   *     score of an object if {@code objectness}, the classes, and further ones
   * @param columns columns of the output
   * @param scoring conversion of the numbers to scores
   * @param coding meaning of the four numbers of a box
   * @param keypoints key points in the unit of the boxes, or null
   */
  record Yolo(
      String output,
      Columns columns,
      Scoring scoring,
      BoxCoding coding,
      @Nullable KeypointSpec keypoints)
      implements DenseOutput {
    @Override
    public List<String> names() {
      return withKeypoints(List.of(output), keypoints);
    }
  }

  /**
   * Maps of boxes that are coded against anchors (Redmon and Farhadi 2018, YOLOv3, section 2.1).
   *
   * @param outputs names of the outputs by level, each with x, y, width, height, object and classes
   *     for every anchor: [N, anchors · columns, rows, columns of cells], the same with its columns
   *     last, or with the anchors as an axis of their own
   * @param columns columns of the outputs; without an activation of the scores, x and y (and the
   *     sides, if they are squares) are sigmoids already
   * @param cells the cells and their anchors
   * @param scoring conversion of the numbers to scores
   */
  record YoloMaps(List<String> outputs, Columns columns, AnchorCells cells, Scoring scoring)
      implements DenseOutput {
    @Override
    public @Nullable KeypointSpec keypoints() {
      return null;
    }

    @Override
    public List<String> names() {
      return outputs;
    }
  }

  /**
   * Columns of an output that holds boxes and scores.
   *
   * @param objectness whether a column with the score of an object is in front of the classes
   * @param classes number of columns of classes, background included; 0 for all that are left
   * @param transposed whether the outputs are [N, columns, boxes] or [N, columns, rows, columns of
   *     cells]
   * @param batched whether the outputs have an axis of pictures; without one they are [boxes, …]
   */
  record Columns(boolean objectness, int classes, boolean transposed, boolean batched) {}

  /**
   * Boxes as offsets from the cells of grids, with powers of e for their sides (Ge et al. 2021,
   * YOLOX, section 2.2).
   *
   * @param levels outputs by level; joined ones hold x, y, width, height, object, classes
   * @param columns columns of the outputs
   * @param strides pixels of the input from one cell to the next, by level, each at least 1
   * @param scoring conversion of the numbers to scores
   * @param keypoints key points as offsets in cells, or null
   */
  record Yolox(
      Levels levels,
      Columns columns,
      List<Integer> strides,
      Scoring scoring,
      @Nullable KeypointSpec keypoints)
      implements DenseOutput {
    @Override
    public List<String> names() {
      return withKeypoints(levels.names(), keypoints);
    }
  }

  /**
   * Boxes as distances from a cell to the left, upper, right and lower edge (Tian et al. 2019,
   * FCOS, section 3.1).
   *
   * @param levels outputs by level; joined ones hold classes, then distances
   * @param columns columns of the outputs
   * @param cells the cells and their distances
   * @param scoring conversion of the numbers to scores
   * @param keypoints key points as offsets in the unit of the distances, or null
   */
  record Distances(
      Levels levels,
      Columns columns,
      CellDistances cells,
      Scoring scoring,
      @Nullable KeypointSpec keypoints)
      implements DenseOutput {
    @Override
    public List<String> names() {
      return withKeypoints(levels.names(), keypoints);
    }
  }

  /**
   * Cells of the grids from which distances are measured.
   *
   * @param strides pixels of the input from one cell to the next, by level, each at least 1
   * @param boxesPerCell number of boxes of each cell, at least 1
   * @param offset position of a cell's point in the cell, 0 … 1
   * @param units unit of the distances
   * @param regMax greatest distance that a distribution expresses (Li et al. 2020, Generalized
   *     Focal Loss, section 3.2), with one number for each of 0 … regMax; 0 if a distance is one
   *     number
   */
  record CellDistances(
      List<Integer> strides, int boxesPerCell, float offset, GridUnits units, int regMax) {
    /** Number of numbers that code one distance. */
    public int bins() {
      return regMax == 0 ? 1 : regMax + 1;
    }
  }

  /**
   * Names of outputs by level. Each list has one name for each level, or one for all levels, whose
   * boxes then follow each other.
   *
   * @param joined outputs that hold boxes and scores; empty if they are apart
   * @param boxes outputs of boxes
   * @param scores outputs of the classes' scores
   * @param objectness outputs of the scores of an object; empty if there are none
   */
  record Levels(
      List<String> joined, List<String> boxes, List<String> scores, List<String> objectness) {
    /** Returns outputs that hold boxes and scores. */
    public static Levels joined(List<String> outputs) {
      return new Levels(outputs, List.of(), List.of(), List.of());
    }

    List<String> names() {
      List<String> names = new ArrayList<>(joined);
      names.addAll(boxes);
      names.addAll(scores);
      names.addAll(objectness);
      return names;
    }
  }

  private static List<String> withKeypoints(List<String> names, @Nullable KeypointSpec keypoints) {
    List<String> all = new ArrayList<>(names);
    if (keypoints != null) {
      all.addAll(keypoints.outputs());
    }
    return all;
  }
}
