package io.manako.detect;

import io.manako.model.AnchorSource;
import io.manako.model.BoxCoding;
import io.manako.model.BoxFormat;
import io.manako.model.InputSpec;
import io.manako.model.ModelException;
import io.manako.model.SideFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/** Fixed boxes against which the raw boxes of an SSD are coded, as fractions of the input. */
public final class Anchors {
  private static final int VALUES = 4;
  private static final int ROW_BYTES = VALUES * Float.BYTES;

  /** Greatest number of anchors, twenty times that of the largest detectors. */
  private static final int MAX_ROWS = 1 << 20;

  private final float[] values;

  private Anchors(float[] values) {
    this.values = values;
  }

  /**
   * Creates anchors from rows of centre y, centre x, height, width.
   *
   * @param values the numbers, which are not copied
   * @throws IllegalArgumentException if the numbers are not whole rows
   */
  public static Anchors of(float... values) {
    if (values.length == 0 || values.length % VALUES != 0) {
      throw new IllegalArgumentException(
          values.length + " floats are no rows of centre y, centre x, height, width");
    }
    return new Anchors(values);
  }

  /**
   * Reads a model's side file.
   *
   * @param folder folder of the model
   * @param file file of little-endian float32, four for each anchor
   * @param input size of the input, for anchors in pixels
   * @throws ModelException if the file is not in the folder, cannot be read or has no whole rows
   */
  public static Anchors read(Path folder, AnchorSource.File file, InputSpec input) {
    Anchors anchors = new Anchors(numbers(folder, file.name()));
    anchors.decode(anchors.values, file.coding(), input);
    return anchors;
  }

  /** Creates anchors that {@link #decode} sets picture by picture. */
  static Anchors ofOutput(int count) {
    return new Anchors(new float[count * VALUES]);
  }

  /**
   * Sets the anchors.
   *
   * @param raw four numbers for each anchor
   * @param coding order and unit of the numbers
   * @param input size of the input
   */
  void decode(float[] raw, BoxCoding coding, InputSpec input) {
    boolean pixels = coding.units() == BoxCoding.Units.PIXEL;
    float height = pixels ? input.height() : 1;
    float width = pixels ? input.width() : 1;
    for (int at = 0; at < values.length; at += VALUES) {
      centre(raw, at, coding.format());
      values[at] /= height;
      values[at + 1] /= width;
      values[at + 2] /= height;
      values[at + 3] /= width;
    }
  }

  private void centre(float[] raw, int at, BoxFormat format) {
    float a = raw[at];
    float b = raw[at + 1];
    float c = raw[at + 2];
    float d = raw[at + 3];
    switch (format) {
      case CYCXHW -> set(at, a, b, c, d);
      case CXCYWH -> set(at, b, a, d, c);
      case YXYX -> set(at, (a + c) / 2, (b + d) / 2, c - a, d - b);
      case XYXY -> set(at, (b + d) / 2, (a + c) / 2, d - b, c - a);
      case XYWH -> set(at, b + d / 2, a + c / 2, d, c);
    }
  }

  private void set(int at, float... numbers) {
    System.arraycopy(numbers, 0, values, at, VALUES);
  }

  private static float[] numbers(Path folder, String name) {
    byte[] bytes = SideFile.read(folder, "output.anchors", name, MAX_ROWS * ROW_BYTES);
    if (bytes.length == 0 || bytes.length % ROW_BYTES != 0) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes; anchors are rows of %d bytes. Pull the model again.",
              folder.resolve(name),
              bytes.length,
              ROW_BYTES));
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Number of anchors. */
  public int size() {
    return values.length / VALUES;
  }

  float centerY(int i) {
    return values[i * VALUES];
  }

  float centerX(int i) {
    return values[i * VALUES + 1];
  }

  float height(int i) {
    return values[i * VALUES + 2];
  }

  float width(int i) {
    return values[i * VALUES + 3];
  }
}
