package io.manako.model;

import io.manako.graph.Resampling.Grid;
import java.util.List;

/** Output of a model, by the names of the graph's outputs. */
public sealed interface OutputSpec {

  /** Names of the graph's outputs that are read. */
  List<String> names();

  /** Whether column 0 of the scores means "nothing here". */
  default boolean hasBackground() {
    return false;
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
   * @param boxes name of the output of shape [N, anchors, 4]: ty, tx, th, tw
   * @param scores name of the output of shape [N, anchors, classes], background first if {@code
   *     background}
   * @param activation function that turns its numbers into scores
   * @param background whether column 0 is "nothing here"
   * @param anchors file beside the model: little-endian float32 rows of centre y, centre x, height,
   *     width as fractions of the picture
   * @param coding scale factors for y, x, height, width (TensorFlow: 10, 10, 5, 5)
   */
  record Ssd(
      String boxes,
      String scores,
      Activation activation,
      boolean background,
      String anchors,
      List<Float> coding)
      implements OutputSpec {
    @Override
    public boolean hasBackground() {
      return background;
    }

    @Override
    public List<String> names() {
      return List.of(boxes, scores);
    }
  }

  /**
   * Detector that decodes its boxes itself.
   *
   * @param boxes name of the output of shape [N, boxes, 4]: y0, x0, y1, x1 as fractions of the
   *     input
   * @param scores name of the output of shape [N, boxes, classes], background first if {@code
   *     background}
   * @param activation function that turns its numbers into scores
   * @param background whether column 0 is "nothing here"
   */
  record DecodedBoxes(String boxes, String scores, Activation activation, boolean background)
      implements OutputSpec {
    @Override
    public boolean hasBackground() {
      return background;
    }

    @Override
    public List<String> names() {
      return List.of(boxes, scores);
    }
  }

  /**
   * Detector without anchors: an object is where the scores of its class have a peak (Zhou et al.
   * 2019, Objects as Points, section 3).
   *
   * @param sizes name of the output of shape [N, rows, columns, 4]: distances from a cell to the
   *     left, upper, right and lower edge of its box, in pixels of the input
   * @param scores name of the output of shape [N, rows, columns, classes]
   * @param activation function that turns its numbers into scores
   * @param stride pixels of the input from one cell to the next, at least 1
   */
  record Centers(String sizes, String scores, Activation activation, int stride)
      implements OutputSpec {
    @Override
    public List<String> names() {
      return List.of(sizes, scores);
    }
  }

  /**
   * Class scores of a picture.
   *
   * @param scores name of the output of shape [N, classes]
   * @param activation {@code NONE} when the graph ends in a softmax
   */
  record Classes(String scores, Activation activation) implements OutputSpec {
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
   */
  record PixelScores(
      String scores, InputSpec.Layout layout, boolean background, int width, int height, Grid grid)
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
