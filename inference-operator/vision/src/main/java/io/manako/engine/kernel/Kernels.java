package io.manako.engine.kernel;

/**
 * What a network is computed with. All maps lie in one array {@code a}, all packed weights in
 * another, {@code w}; an argument named like a map is the index of its first float.
 *
 * <p>A <em>blocked</em> map is [channel block][batch][row][column][channel in the block]. A
 * <em>stride</em> argument is the distance of two channel blocks, a <em>row</em> argument that of
 * two rows, both in floats; the distance of two pixels is always {@link #block()}. Channels that
 * pad the last block hold finite numbers that nobody reads.
 *
 * <p>Every output is summed in one fixed order (bias, kernel rows, kernel columns, input channels),
 * each step one fused multiply-add. So a result has the same bits in every implementation and does
 * not depend on how the work was cut. No method allocates, none checks more than the array bounds.
 */
public interface Kernels {

  /** Channels in a block. */
  int block();

  /** What computes, in a few words for the log. */
  String description();

  /** Channel blocks in one panel of a convolution's weights. */
  Panels panels(int blocks, int pixels);

  /** Whether 1×1 convolutions of rows of so many pixels are faster as one run, copying included. */
  boolean joinsRows(int columns);

  /**
   * 1×1 convolution of rows × columns pixels by the panels from {@code firstPanel} up to {@code
   * endPanel}.
   *
   * @param residual the map that {@link Epilogue#RESIDUAL} adds; lies like the output, is not it
   */
  void pointwise(
      float[] a,
      float[] w,
      PointwiseLayer layer,
      int in,
      int inStride,
      int inRow,
      int out,
      int outStride,
      int outRow,
      int residual,
      int rows,
      int columns,
      int firstPanel,
      int endPanel);

  /**
   * Convolution with a window by the panels from {@code firstPanel} up to {@code endPanel}.
   *
   * @param from the array of the input: {@code a}, or a batch of interleaved pictures
   * @param in the zero-padded pixel under the window's first tap for the first output
   * @param taps of the layer on that input
   */
  void window(
      float[] from,
      int in,
      float[] a,
      float[] w,
      WindowLayer layer,
      WindowTaps taps,
      int out,
      int outStride,
      int outRow,
      int rows,
      int columns,
      int firstPanel,
      int endPanel);

  /**
   * Depthwise convolution of one channel block.
   *
   * @param channelBlock which one, for the weights
   * @param in the zero-padded pixel under the window's first tap for the first output
   */
  void depthwise(
      float[] a,
      float[] w,
      DepthwiseLayer layer,
      int channelBlock,
      int in,
      int inRow,
      int out,
      int outRow,
      int rows,
      int columns);

  /** The largest value of each window of one channel block of a map padded with −∞. */
  void maximum(
      float[] a, Sliding window, int in, int inRow, int out, int outRow, int rows, int columns);

  /** The sum of each window of one channel block of a zero-padded map. */
  void sum(
      float[] a, Sliding window, int in, int inRow, int out, int outRow, int rows, int columns);

  /** The mean of {@code pixels} neighbouring pixels of one channel block. */
  void mean(float[] a, int in, int pixels, int out);

  /** Combines {@code pixels} pixels of one channel block with one value per channel. */
  void broadcast(float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out);

  /** Combines {@code n} values, a multiple of the block, one by one. */
  void combine(float[] a, Arithmetic operation, int left, int right, int out, int n);

  /** Maps {@code n} values, a multiple of the block, through a curve. */
  void map(float[] a, Curve curve, float low, float high, int in, int out, int n);
}
