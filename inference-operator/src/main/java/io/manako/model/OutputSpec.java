package io.manako.model;

import io.manako.graph.Resampling.Grid;
import java.util.List;

/** What a model writes, by the names of the graph's outputs. */
public sealed interface OutputSpec {

  /** The graph's outputs that are read. */
  List<String> names();

  /** Whether column 0 of its scores means "nothing here". */
  default boolean hasBackground() {
    return false;
  }

  /** What a model with such outputs is for. */
  default Task task() {
    return Task.DETECTION;
  }

  /** How raw numbers become scores of 0 … 1. */
  enum Activation {
    /** They are scores already. */
    NONE,
    /** Each class on its own (TensorFlow's SSD). */
    SIGMOID,
    /** Over all classes, background included (torchvision's SSD). */
    SOFTMAX
  }

  /**
   * Raw SSD heads: boxes coded against anchors.
   *
   * @param boxes output of shape [N, anchors, 4]: ty, tx, th, tw
   * @param scores output of shape [N, anchors, classes], background first if {@code background}
   * @param activation of the scores
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
   * A detector that decodes its boxes itself.
   *
   * @param boxes output of shape [N, boxes, 4]: y0, x0, y1, x1 as fractions of the input
   * @param scores output of shape [N, boxes, classes], background first if {@code background}
   * @param activation of the scores
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
   * A detector without anchors: an object is where the scores of its class have a peak (Zhou et al.
   * 2019, Objects as Points, section 3).
   *
   * @param sizes output of shape [N, rows, columns, 4]: how far a box reaches from its cell to the
   *     left, up, right and down, in pixels of the input
   * @param scores output of shape [N, rows, columns, classes]
   * @param activation of the scores
   * @param stride pixels of the input from one cell to the next
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
   * @param scores output of shape [N, classes]
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
   * Class scores of every pixel, which may be coarser than the masks that are made of them.
   *
   * @param scores output of shape [N, rows, columns, classes] or [N, classes, rows, columns],
   *     background first if {@code background}; raw numbers serve, since only the best counts
   * @param layout which of the two shapes
   * @param background whether column 0 is "nothing here"
   * @param width of the masks of a whole input, in pixels, 1 … {@value #MAX_SIDE}
   * @param height of the masks of a whole input, in pixels, 1 … {@value #MAX_SIDE}
   * @param grid where a mask's pixel lies among the scores, which are blended bilinearly
   */
  record PixelScores(
      String scores, InputSpec.Layout layout, boolean background, int width, int height, Grid grid)
      implements OutputSpec {
    /** A mask of noise at that size is a record of 3 MB. */
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
