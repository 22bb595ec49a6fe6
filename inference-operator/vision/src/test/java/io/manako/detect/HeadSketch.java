package io.manako.detect;

import io.manako.graph.OnnxSketch;
import io.manako.model.Model;
import io.manako.model.ModelSpecFile;
import io.manako.tensor.Placement;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Head of a detector that a test writes: the outputs of a network that finds three known objects in
 * every picture, and the section of model.yaml that describes them. The input has {@value #WIDTH}
 * by {@value #HEIGHT} pixels.
 */
final class HeadSketch {
  static final int WIDTH = 96;
  static final int HEIGHT = 64;

  /** Objects of every sketch, from best to worst, in pixels of the input. */
  static final List<Known> OBJECTS =
      List.of(
          new Known(0, 0.9f, 10, 8, 20, 30),
          new Known(1, 0.8f, 50, 20, 30, 24),
          new Known(2, 0.6f, 70, 4, 12, 10));

  static final int CLASSES = 3;

  /** Object in the input: class, score, left, top, width and height in pixels. */
  record Known(int label, float score, float x, float y, float width, float height) {
    float centerX() {
      return x + width / 2;
    }

    float centerY() {
      return y + height / 2;
    }

    float right() {
      return x + width;
    }

    float bottom() {
      return y + height;
    }

    /** X of a key point: the points of an object lie on its diagonal. */
    float pointX(int i) {
      return x + width * (i + 1) / 8;
    }

    float pointY(int i) {
      return y + height * (i + 1) / 8;
    }
  }

  private final String name;
  private final String output;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private float[] anchors = new float[0];
  private int points;

  /**
   * Starts a sketch.
   *
   * @param name name of the case
   * @param output keys of the section {@code output}
   */
  HeadSketch(String name, String output) {
    this.name = name;
    this.output = output;
  }

  /** Adds an output [1, rows, columns]. */
  HeadSketch rows(String name, float[][] rows) {
    return put(name, Shape.of(1, rows.length, rows[0].length), rows);
  }

  /** Adds an output [rows, columns] without an axis of pictures. */
  HeadSketch alone(String name, float[][] rows) {
    return put(name, Shape.of(rows.length, rows[0].length), rows);
  }

  /** Adds an output [1, rows], whose rows have one number. */
  HeadSketch flat(String name, float[][] rows) {
    return put(name, Shape.of(1, rows.length), rows);
  }

  /** Adds an output [1, columns, rows]. */
  HeadSketch transposed(String name, float[][] rows) {
    return put(name, Shape.of(1, rows[0].length, rows.length), turned(rows));
  }

  /** Adds an output [1, columns, height, width] of a grid. */
  HeadSketch map(String name, int stride, float[][] rows) {
    Shape shape = Shape.of(1, rows[0].length, HEIGHT / stride, WIDTH / stride);
    return put(name, shape, turned(rows));
  }

  /** Adds an output [1, height, width, columns] of a grid. */
  HeadSketch cells(String name, int stride, float[][] rows) {
    return put(name, Shape.of(1, HEIGHT / stride, WIDTH / stride, rows[0].length), rows);
  }

  /** Adds an output [1, …] of these further axes. */
  HeadSketch axes(String name, float[][] rows, int... axes) {
    int[] shape = new int[axes.length + 1];
    shape[0] = 1;
    System.arraycopy(axes, 0, shape, 1, axes.length);
    return put(name, Shape.of(shape), rows);
  }

  private HeadSketch put(String name, Shape shape, float[][] rows) {
    float[] all = new float[shape.size()];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, all, row * rows[0].length, rows[0].length);
    }
    tensors.put(name, Tensor.of(shape, all));
    return this;
  }

  private static float[][] turned(float[][] rows) {
    float[][] turned = new float[rows[0].length][rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows[0].length; column++) {
        turned[column][row] = rows[row][column];
      }
    }
    return turned;
  }

  /** Sets the file {@code anchors.bin}. */
  HeadSketch anchors(float[][] rows) {
    anchors = new float[rows.length * 4];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, anchors, row * 4, 4);
    }
    return this;
  }

  /** States that each object has that number of key points. */
  HeadSketch points(int count) {
    points = count;
    return this;
  }

  int points() {
    return points;
  }

  /** Whether rows are numbers of their own, which no other output and no grid counts too. */
  boolean isOneOutput() {
    return tensors.size() == 1 && !output.contains("strides");
  }

  private boolean isBatched() {
    return !output.contains("batched: false");
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Writes {@code model.onnx}, {@code model.yaml} and all files beside them. */
  Model write(Path folder) throws IOException {
    Files.write(folder.resolve("labels.txt"), List.of("cat", "dog", "bird"));
    ByteBuffer bytes = ByteBuffer.allocate(anchors.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(anchors);
    Files.write(folder.resolve("anchors.bin"), bytes.array());
    Files.write(folder.resolve("model.onnx"), network());
    Path file = folder.resolve(ModelSpecFile.NAME);
    Files.writeString(
        file,
        """
        name: %s
        task: detection
        input: {name: x, layout: nchw, width: 96, height: 64, resize: stretch, color: rgb,
          mean: [0, 0, 0], std: [1, 1, 1]}
        output: {%s}
        labels: {file: labels.txt, first-class-id: 5, map: pets}
        detection: {score-threshold: 0.5, iou-threshold: 0.5, max-detections: 20}
        """
            .formatted(name.replace(' ', '-'), output));
    return new Model(ModelSpecFile.read(file), folder);
  }

  /** Returns a network that computes each output as the bias of a convolution without weights. */
  private byte[] network() {
    OnnxSketch sketch = OnnxSketch.reading(17, -1, 3, HEIGHT, WIDTH);
    sketch.node("GlobalAveragePool", "mean", "x");
    Map<String, Integer> ranks = new LinkedHashMap<>();
    tensors.forEach(
        (output, tensor) -> {
          int size = tensor.shape().size();
          long[] shape = new long[tensor.shape().rank()];
          for (int i = 0; i < shape.length; i++) {
            shape[i] = i == 0 && isBatched() ? -1 : tensor.shape().dim(i);
          }
          sketch
              .floats(output + ".w", new int[] {size, 3, 1, 1}, new float[size * 3])
              .floats(output + ".b", new int[] {size}, tensor.toArray())
              .ints(output + ".shape", shape)
              .node("Conv", output + ".conv", "mean " + output + ".w " + output + ".b")
              .node("Reshape", output, output + ".conv " + output + ".shape");
          ranks.put(output, shape.length);
        });
    return sketch.writing(ranks);
  }

  /** Returns the tensors in the order in which a model reads them. */
  List<Tensor> ordered(Model model) {
    List<Tensor> ordered = new ArrayList<>();
    for (String output : model.spec().output().names()) {
      Tensor tensor = tensors.get(output);
      Shape shape = isBatched() ? tensor.shape() : tensor.shape().ofBatch(1);
      ordered.add(Tensor.of(shape, tensor.toArray()));
    }
    return ordered;
  }

  /** Returns where a picture of 192 by 128 pixels lies that was stretched to the input. */
  static Placement doubled() {
    return new Placement(2 * WIDTH, 2 * HEIGHT, 0, 0, 2 * WIDTH, 2 * HEIGHT);
  }

  @Override
  public String toString() {
    return name;
  }
}
