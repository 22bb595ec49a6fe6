package io.manako.intake;

import io.manako.model.InputSpec.Layout;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A network on a trial picture, as a test writes it: outputs with numbers of a given range. */
final class Sampled {
  private final List<OutputSample> outputs = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> further = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(7);
  private final int width;
  private final int height;
  private Layout layout = Layout.NCHW;
  private String producer = "pytorch 2.4.0";

  Sampled(int width, int height) {
    this.width = width;
    this.height = height;
  }

  Sampled by(String maker) {
    producer = maker;
    return this;
  }

  Sampled pixelsFirst() {
    layout = Layout.NHWC;
    return this;
  }

  Sampled noted(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  Sampled reading(String input) {
    further.add(input);
    return this;
  }

  /** An output with numbers spread evenly over a range. */
  Sampled output(String name, double min, double max, int... shape) {
    float[] values = new float[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (min + (max - min) * random.nextDouble());
    }
    return output(name, false, values, shape);
  }

  Sampled output(String name, boolean whole, float[] values, int... shape) {
    outputs.add(new OutputSample(name, Shape.of(shape), whole, values));
    return this;
  }

  /** An output with whole numbers below a bound, as numbers of classes are. */
  Sampled labels(String name, int bound, int... shape) {
    float[] values = new float[Shape.of(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(bound);
    }
    return output(name, true, values, shape);
  }

  /** Rows of two shares of one, of which the first is nearly always the greater. */
  Sampled faceScores(String name, int rows) {
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      float face = row == 0 ? 0.99f : (float) (0.2 * random.nextDouble());
      values[2 * row] = 1 - face;
      values[2 * row + 1] = face;
    }
    return output(name, false, values, 1, rows, 2);
  }

  /** Rows of left, top, right and bottom with more columns behind, all within a side. */
  Sampled corners(String name, double side, int columns, int rows) {
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        double value = c < 4 ? side / 2 * (c / 2 + random.nextDouble()) : random.nextDouble() / 2;
        values[row * columns + c] = (float) value;
      }
    }
    return output(name, false, values, 1, rows, columns);
  }

  /** The same rows, but columns come first. */
  Sampled cornersTransposed(String name, double side, int columns, int rows) {
    OutputSample turned =
        new Sampled(width, height).corners(name, side, columns, rows).outputs.get(0);
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        values[c * rows + row] = turned.at(row, c);
      }
    }
    return output(name, false, values, 1, columns, rows);
  }

  NetworkSample network() {
    PictureInput input = new PictureInput("images", "float", layout, 1, 3, width, height);
    return new NetworkSample(producer, metadata, input, further, List.of("Conv"), outputs);
  }

  /** The proposal that the rules make; a test fails if there is none. */
  Proposal proposal() {
    return Heads.recognise(network()).orElseThrow();
  }
}
