package io.manako.detect;

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
   * @param name name of a file of little-endian float32 rows of centre y, centre x, height, width
   * @throws ModelException if the file is not in the folder, cannot be read or has no whole rows
   */
  public static Anchors read(Path folder, String name) {
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
    return new Anchors(values);
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
