package io.manako.tensor;

/**
 * Where a batch of pictures lies in a float buffer: sample (n, c, y, x) is at {@code offset + n *
 * imageStride + c * channelStride + y * rowStride + x * pixelStride}. One description covers planar
 * (NCHW), interleaved (NHWC) and zero-padded interleaved buffers, so that the preprocessor writes
 * straight into whatever an engine wants to read.
 *
 * @param batch pictures that fit
 * @param channels 3 for RGB
 * @param height rows of a picture, padding not counted
 * @param width pixels of a row, padding not counted
 * @param offset index of the first sample of the first picture
 * @param imageStride floats from one picture to the next
 * @param channelStride floats from one channel to the next
 * @param rowStride floats from one row to the next
 * @param pixelStride floats from one pixel to the next
 */
public record ImageLayout(
    int batch,
    int channels,
    int height,
    int width,
    int offset,
    int imageStride,
    int channelStride,
    int rowStride,
    int pixelStride) {

  /** Planar: ONNX's and PyTorch's order. */
  public static ImageLayout nchw(int batch, int channels, int height, int width) {
    int plane = height * width;
    return new ImageLayout(batch, channels, height, width, 0, channels * plane, plane, width, 1);
  }

  /** Interleaved: TensorFlow's order. */
  public static ImageLayout nhwc(int batch, int channels, int height, int width) {
    int row = width * channels;
    return new ImageLayout(batch, channels, height, width, 0, height * row, 1, row, channels);
  }

  /** Index of a sample. */
  public int index(int n, int c, int y, int x) {
    return offset + n * imageStride + c * channelStride + y * rowStride + x * pixelStride;
  }

  /** Floats from the first sample of the buffer to behind the last one. */
  public int end() {
    return index(batch - 1, channels - 1, height - 1, width - 1) + 1;
  }
}
