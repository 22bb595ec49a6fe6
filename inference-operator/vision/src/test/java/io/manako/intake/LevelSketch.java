package io.manako.intake;

import static io.manako.graph.OnnxSketch.attribute;
import static io.manako.graph.OnnxSketch.reading;

import io.manako.graph.OnnxSketch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Detectors with two levels of cells and boxes of a fixed size, in square pictures. */
public final class LevelSketch {
  private LevelSketch() {}

  /**
   * Returns a detector whose score is the share of white in a cell.
   *
   * @param side side of the pictures in pixels
   */
  public static byte[] ofWhite(int side) {
    return levels(side, true);
  }

  /** Returns a detector that sees nothing: a cell at the left has an object in every picture. */
  static byte[] ofNothing(int side) {
    return levels(side, false);
  }

  private static byte[] levels(int side, boolean sees) {
    OnnxSketch sketch =
        reading(13, 1, 3, side, side)
            .floats("red", new int[] {1, 3, 1, 1}, 1, 0, 0)
            .floats("none", new int[] {1}, 0)
            .floats("reach", new int[] {1, 1, 4}, 1.5f, 1.5f, 1.5f, 1.5f)
            .node("Conv", "first", "x red");
    Map<String, Integer> outputs = new LinkedHashMap<>();
    for (int stride : new int[] {8, 16}) {
      int cells = (side / stride) * (side / stride);
      float[] known = new float[cells];
      known[stride == 8 ? 8 : 0] = stride == 8 ? 0.9f : 0;
      long[] window = {stride, stride};
      sketch
          .node(
              "AveragePool",
              "pool" + stride,
              "first",
              attribute("kernel_shape", window),
              attribute("strides", window))
          .ints("rows" + stride, 1, cells, 1)
          .node("Reshape", "seen" + stride, "pool" + stride + " rows" + stride)
          .node("Mul", "zero" + stride, "seen" + stride + " none")
          .floats("known" + stride, new int[] {1, cells, 1}, known)
          .node(
              "Add",
              "score" + stride,
              (sees ? "seen" + stride + " none" : "zero" + stride + " known" + stride))
          .node("Add", "box" + stride, "zero" + stride + " reach");
      outputs.put("score" + stride, 3);
      outputs.put("box" + stride, 3);
    }
    return sketch.writing(outputs);
  }
}
