package io.manako.model;

import io.manako.graph.Resampling.Grid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Output of a model, by the names of the graph's outputs. */
public sealed interface OutputSpec
    permits DenseOutput,
        FinalBoxes,
        OutputSpec.Ssd,
        OutputSpec.DecodedBoxes,
        OutputSpec.Centers,
        OutputSpec.Classes,
        OutputSpec.PixelScores {

  /** Names of the graph's outputs that are read. */
  List<String> names();

  /** Whether column 0 of the scores means "nothing here". */
  default boolean hasBackground() {
    return false;
  }

  /** Whether the outputs have an axis of pictures. */
  default boolean batched() {
    return true;
  }

  /** Task of a model with such outputs. */
  default Task task() {
    return Task.DETECTION;
  }

  /** Function that turns raw numbers into scores of 0 … 1. */
  enum Activation {
    /** Identity, because the numbers are scores already. */
    NONE,
    /** Sigmoid of each class on its own (TensorFlow's SSD). */
    SIGMOID,
    /** Softmax over all classes, background included (torchvision's SSD). */
    SOFTMAX
  }

  /**
   * Raw SSD heads: boxes coded against anchors.
   *
   * @param boxes name of the output of shape [N, anchors, 4 or more]: coded numbers in the order of
   *     {@code coding}; further columns are key points or unused
   * @param scores name of the output of shape [N, anchors, classes], background included
   * @param scoring conversion of its numbers to scores
   * @param anchors place of the anchors
   * @param coding coding of the boxes
   * @param keypoints key points, coded as centres are, or null
   */
  record Ssd(
      String boxes,
      String scores,
      Scoring scoring,
      AnchorSource anchors,
      SsdCoding coding,
      @Nullable KeypointSpec keypoints)
      implements OutputSpec {
    @Override
    public boolean hasBackground() {
      return scoring.background() == Scoring.Background.FIRST;
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(List.of(boxes, scores));
      if (anchors instanceof AnchorSource.Output output) {
        names.add(output.name());
      }
      if (keypoints != null) {
        names.addAll(keypoints.outputs());
      }
      return names;
    }
  }

  /**
   * Coding of a box against an anchor (Liu et al. 2016, SSD, section 2.2).
   *
   * @param format {@code CYCXHW} (TensorFlow) or {@code CXCYWH}
   * @param factors factors of the four numbers in that order, the reciprocals of the variances
   *     (TensorFlow: 10, 10, 5, 5)
   * @param linearSize whether sides are multiples of the anchor's instead of powers of e
   */
  record SsdCoding(BoxFormat format, List<Float> factors, boolean linearSize) {}

  /**
   * Detector that decodes its boxes itself.
   *
   * @param boxes name of the output of shape [N, boxes, 4 or more]; further columns are key points
   *     or unused
   * @param scores name of the output of shape [N, boxes, classes], background included
   * @param objectness name of the output of shape [N, boxes, 1] with the score of an object, or
   *     null
   * @param scoring conversion of the numbers to scores
   * @param coding meaning of the four numbers of a box
   * @param transposed whether the outputs are [N, columns, boxes]
   * @param keypoints key points in the unit of the boxes, or null
   */
  record DecodedBoxes(
      String boxes,
      String scores,
      @Nullable String objectness,
      Scoring scoring,
      BoxCoding coding,
      boolean transposed,
      @Nullable KeypointSpec keypoints)
      implements OutputSpec {
    /** Creates a detector of boxes y0, x0, y1, x1 as fractions of the input. */
    public DecodedBoxes(String boxes, String scores, Activation activation, boolean background) {
      this(
          boxes,
          scores,
          null,
          new Scoring(activation, Scoring.Background.of(background)),
          new BoxCoding(BoxFormat.YXYX, BoxCoding.Units.FRACTION),
          false,
          null);
    }

    @Override
    public boolean hasBackground() {
      return scoring.background() == Scoring.Background.FIRST;
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(List.of(boxes, scores));
      if (objectness != null) {
        names.add(objectness);
      }
      if (keypoints != null) {
        names.addAll(keypoints.outputs());
      }
      return names;
    }
  }

  /**
   * Detector without anchors: an object is where the scores of its class have a peak (Zhou et al.
   * 2019, Objects as Points, section 3).
   *
   * @param sizes name of the output of shape [N, rows, columns, 4]: distances from a cell to the
   *     left, upper, right and lower edge of its box; with {@code offsets}, [N, rows, columns, 2]:
   *     sides of the box
   * @param scores name of the output of shape [N, rows, columns, classes]
   * @param activation function that turns its numbers into scores
   * @param stride pixels of the input from one cell to the next, at least 1
   * @param map further meaning of the outputs
   */
  record Centers(String sizes, String scores, Activation activation, int stride, HeatMap map)
      implements OutputSpec {
    /** Creates a detector of distances in pixels, whose outputs have their columns last. */
    public Centers(String sizes, String scores, Activation activation, int stride) {
      this(sizes, scores, activation, stride, HeatMap.DISTANCES);
    }

    @Override
    public List<String> names() {
      return map.offsets() == null ? List.of(sizes, scores) : List.of(sizes, scores, map.offsets());
    }
  }

  /**
   * Class scores of a picture.
   *
   * @param scores name of the output of shape [N, classes]; further axes have one element
   * @param activation {@code NONE} when the graph ends in a softmax; {@code SIGMOID} for labels of
   *     which several may apply
   * @param threshold score below which a class is not reported, 0 … 1
   */
  record Classes(String scores, Activation activation, float threshold) implements OutputSpec {
    /** Creates a classifier that reports its best classes whatever their scores. */
    public Classes(String scores, Activation activation) {
      this(scores, activation, 0);
    }

    @Override
    public Task task() {
      return Task.CLASSIFICATION;
    }

    @Override
    public List<String> names() {
      return List.of(scores);
    }
  }

  /**
   * Class scores of every pixel, at a resolution that may be coarser than that of the masks.
   *
   * @param scores name of the output of shape [N, rows, columns, classes] or [N, classes, rows,
   *     columns], background first if {@code background}; raw numbers suffice, because only the
   *     best one counts
   * @param layout order of the axes
   * @param background whether column 0 is "nothing here"
   * @param width width of the mask of a whole input in pixels, 1 … {@value #MAX_SIDE}
   * @param height height of the mask of a whole input in pixels, 1 … {@value #MAX_SIDE}
   * @param grid position of a mask's pixel among the scores, which are blended bilinearly
   * @param threshold threshold of the one class of a network with one channel; null for a network
   *     whose pixels belong to their best class
   */
  record PixelScores(
      String scores,
      InputSpec.Layout layout,
      boolean background,
      int width,
      int height,
      Grid grid,
      @Nullable PixelThreshold threshold)
      implements OutputSpec {
    /** Greatest width and height of a mask; a mask of noise at that size is a record of 3 MB. */
    public static final int MAX_SIDE = 1024;

    @Override
    public boolean hasBackground() {
      return background;
    }

    @Override
    public Task task() {
      return Task.SEGMENTATION;
    }

    @Override
    public List<String> names() {
      return List.of(scores);
    }
  }
}
