package io.manako.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Input and output of one call of a kernel. Each thread reuses one instance for all its calls,
 * because a run does not allocate, and sets everything that the kernel reads before every call.
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
   * Creates operands without positions.
   *
   * @param arena array of all maps
   * @param weights array of all packed weights
   */
  public Operands(float[] arena, float[] weights) {
    this(arena, weights, new Operands(arena, weights, null));
  }

  private Operands(float[] arena, float[] weights, @Nullable Operands part) {
    this.arena = arena;
    this.weights = weights;
    this.part = part == null ? this : part;
  }

  /** Array of all maps. */
  public float[] arena() {
    return arena;
  }

  /** Array of all packed weights. */
  public float[] weights() {
    return weights;
  }

  /**
   * Input of the call, which starts at the pixel under the window's first tap for the first output.
   */
  public View in() {
    return in;
  }

  /** Output of the call. */
  public View out() {
    return out;
  }

  /** Index of the map that {@link Epilogue#RESIDUAL} adds. */
  public int residual() {
    return residual;
  }

  /**
   * Sets the index of the map that {@link Epilogue#RESIDUAL} adds. The map has the output's strides
   * but is not the output.
   */
  public void residual(int firstFloat) {
    residual = firstFloat;
  }

  /** Number of rows that are written. */
  public int rows() {
    return rows;
  }

  /** Number of columns that are written. */
  public int columns() {
    return columns;
  }

  /** Sets the rows and columns that are written. */
  public void pixels(int height, int width) {
    rows = height;
    columns = width;
  }

  /** Index of the first panel that is computed. */
  public int firstPanel() {
    return firstPanel;
  }

  /** Index behind the last panel that is computed. */
  public int endPanel() {
    return endPanel;
  }

  /** Sets the panels that are computed; only layers with panels read them. */
  public void panels(int first, int end) {
    firstPanel = first;
    endPanel = end;
  }

  /**
   * Returns operands for some of the pixels of a 1×1 convolution, valid until the next call. A part
   * cannot be divided again.
   *
   * @param row index of the first row
   * @param skipped floats of each row before the part
   * @param height number of rows
   * @param width number of columns
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
