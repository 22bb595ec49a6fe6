package io.manako.engine.kernel;

/**
 * Operations that compute a network. All maps lie in one array {@code a}, the arena, and all packed
 * weights in another; an argument that is named like a map is the index of the map's first float.
 *
 * <p>A <em>blocked</em> map has the layout [channel block][batch][row][column][channel in the
 * block]; neighbouring pixels are {@link #block()} floats apart. Channels that pad the last block
 * hold finite numbers, which do not affect any result. {@link Operands} say where the maps of a
 * call lie and how many pixels of the output are written.
 *
 * <p>Every output is summed in one fixed order (bias, kernel rows, kernel columns, input channels),
 * and each step is one fused multiply-add. A result therefore has the same bits in every
 * implementation, however the work is divided. No method checks more than the array bounds, and the
 * vector kernels allocate nothing.
 */
public interface Kernels {

  /** Channels in a block. */
  int block();

  /** Name of the implementation, in a few words for the log. */
  String description();

  /**
   * Returns the panels of a 1×1 convolution with {@code blocks} blocks of output channels over
   * pictures of {@code pixels} pixels.
   */
  Panels panels(int blocks, int pixels);

  /**
   * Whether a 1×1 convolution over rows of {@code columns} pixels is faster when all rows form one
   * run, the copy included.
   */
  boolean joinsRows(int columns);

  /** Computes a 1×1 convolution for the panels of the operands. */
  void pointwise(PointwiseLayer layer, Operands operands);

  /**
   * Computes a convolution with a window for the panels of the operands.
   *
   * @param from array of the input: the arena, or a batch of interleaved pictures
   * @param taps taps of the layer on that input, with its strides
   */
  void window(float[] from, WindowLayer layer, WindowTaps taps, Operands operands);

  /**
   * Computes a depthwise convolution of one channel block.
   *
   * @param channelBlock index of the channel block, which selects the weights
   */
  void depthwise(DepthwiseLayer layer, int channelBlock, Operands operands);

  /** Computes the maximum of each window of one channel block of a map padded with −∞. */
  void maximum(Sliding window, Operands operands);

  /** Computes the sum of each window of one channel block of a zero-padded map. */
  void sum(Sliding window, Operands operands);

  /** Computes the mean of {@code pixels} neighbouring pixels of one channel block. */
  void mean(float[] a, int in, int pixels, int out);

  /** Combines {@code pixels} pixels of one channel block with one value per channel. */
  void broadcast(float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out);

  /** Combines {@code n} pairs of values one by one; {@code n} is a multiple of the block. */
  void combine(float[] a, Arithmetic operation, int left, int right, int out, int n);

  /** Applies a curve to {@code n} values; {@code n} is a multiple of the block. */
  void map(float[] a, Curve curve, float low, float high, int in, int out, int n);
}
