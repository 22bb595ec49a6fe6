package io.manako.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What one call of a kernel reads and writes. Each thread has one of these for all its calls, since
 * a run may not allocate, and sets what the kernel reads before every call.
 */
public final class Operands {
  private final float[] arena;
  private final float[] weights;
  private final View in = new View();
  private final View out = new View();
  private final Operands part;
  private int residual;
  private int rows;
  private int columns;
  private int firstPanel;
  private int endPanel;

  /**
   * Operands that lie nowhere yet.
   *
   * @param arena that holds all maps
   * @param weights that holds all packed weights
   */
  public Operands(float[] arena, float[] weights) {
    this(arena, weights, new Operands(arena, weights, null));
  }

  private Operands(float[] arena, float[] weights, @Nullable Operands part) {
    this.arena = arena;
    this.weights = weights;
    this.part = part == null ? this : part;
  }

  /** The array that holds all maps. */
  public float[] arena() {
    return arena;
  }

  /** The array that holds all packed weights. */
  public float[] weights() {
    return weights;
  }

  /** What is read: the pixel under the window's first tap for the first output. */
  public View in() {
    return in;
  }

  /** What is written. */
  public View out() {
    return out;
  }

  /** Index of the map that {@link Epilogue#RESIDUAL} adds. */
  public int residual() {
    return residual;
  }

  /** Sets the map that {@link Epilogue#RESIDUAL} adds; it lies like the output, but is not it. */
  public void residual(int firstFloat) {
    residual = firstFloat;
  }

  /** Rows that are written. */
  public int rows() {
    return rows;
  }

  /** Columns that are written. */
  public int columns() {
    return columns;
  }

  /** Sets how many pixels are written. */
  public void pixels(int height, int width) {
    rows = height;
    columns = width;
  }

  /** The first panel that is computed. */
  public int firstPanel() {
    return firstPanel;
  }

  /** The panel behind the last one that is computed. */
  public int endPanel() {
    return endPanel;
  }

  /** Sets the panels that are computed; only layers with panels read them. */
  public void panels(int first, int end) {
    firstPanel = first;
    endPanel = end;
  }

  /**
   * Some of the pixels of a 1×1 convolution, valid until the next call; a part has no parts.
   *
   * @param row the first row
   * @param skipped floats of each row before the part
   * @param height rows
   * @param width columns
   */
  public Operands part(int row, int skipped, int height, int width) {
    int inBase = in.base() + row * in.rowStride() + skipped;
    part.in.set(inBase, in.blockStride(), in.rowStride());
    int moved = row * out.rowStride() + skipped;
    part.out.set(out.base() + moved, out.blockStride(), out.rowStride());
    part.residual = residual + moved;
    part.pixels(height, width);
    part.panels(firstPanel, endPanel);
    return part;
  }
}
