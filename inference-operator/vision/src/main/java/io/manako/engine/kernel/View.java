package io.manako.engine.kernel;

/**
 * Position of a kernel's operand in its array. A view is mutable because a run does not allocate:
 * each thread sets its own views before each call. Kernels read a view once, before their loops.
 */
public final class View {
  private int base;
  private int blockStride;
  private int rowStride;

  /**
   * Sets the position. Neighbouring pixels of a blocked map are {@link Kernels#block()} floats
   * apart.
   *
   * @param firstFloat index of the first float
   * @param betweenBlocks floats from one channel block to the next
   * @param betweenRows floats from one row to the next
   */
  public void set(int firstFloat, int betweenBlocks, int betweenRows) {
    base = firstFloat;
    blockStride = betweenBlocks;
    rowStride = betweenRows;
  }

  /** Moves the view forward by {@code floats} floats. */
  public void shift(int floats) {
    base += floats;
  }

  /** Index of the first float. */
  public int base() {
    return base;
  }

  /** Floats from one channel block to the next. */
  public int blockStride() {
    return blockStride;
  }

  /** Floats from one row to the next. */
  public int rowStride() {
    return rowStride;
  }
}
