package io.manako.engine.kernel;

/**
 * What a network is computed with. All maps lie in one array {@code a}, the arena, and all packed
 * weights in another; an argument named like a map is the index of its first float.
 *
 * <p>A <em>blocked</em> map is [channel block][batch][row][column][channel in the block]; the
 * distance of two pixels is always {@link #block()}. Channels that pad the last block hold finite
 * numbers that nobody reads. {@link Operands} say where the maps of a call lie and how many pixels
 * of the output are written.
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

  /** 1×1 convolution by the panels of the operands. */
  void pointwise(PointwiseLayer layer, Operands operands);

  /**
   * Convolution with a window by the panels of the operands.
   *
   * @param from the array of the input: the arena, or a batch of interleaved pictures
   * @param taps of the layer on that input, with its strides
   */
  void window(float[] from, WindowLayer layer, WindowTaps taps, Operands operands);

  /**
   * Depthwise convolution of one channel block.
   *
   * @param channelBlock which one, for the weights
   */
  void depthwise(DepthwiseLayer layer, int channelBlock, Operands operands);

  /** The largest value of each window of one channel block of a map padded with −∞. */
  void maximum(Sliding window, Operands operands);

  /** The sum of each window of one channel block of a zero-padded map. */
  void sum(Sliding window, Operands operands);

  /** The mean of {@code pixels} neighbouring pixels of one channel block. */
  void mean(float[] a, int in, int pixels, int out);

  /** Combines {@code pixels} pixels of one channel block with one value per channel. */
  void broadcast(float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out);

  /** Combines {@code n} values, a multiple of the block, one by one. */
  void combine(float[] a, Arithmetic operation, int left, int right, int out, int n);

  /** Maps {@code n} values, a multiple of the block, through a curve. */
  void map(float[] a, Curve curve, float low, float high, int in, int out, int n);
}
