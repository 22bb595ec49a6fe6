package io.manako.tensor;

/**
 * Layout of a batch of pictures in a float buffer: sample (n, c, y, x) is at {@code offset + n *
 * imageStride + c * channelStride + y * rowStride + x * pixelStride}. One description covers planar
 * (NCHW), interleaved (NHWC) and zero-padded interleaved buffers, so that the preprocessor writes
 * directly into the buffer that an engine reads.
 *
 * @param batch number of pictures that fit
 * @param channels number of channels, 3 for RGB
 * @param height rows of a picture without padding
 * @param width pixels of a row without padding
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

  /** Returns the planar layout, which is the order of ONNX and PyTorch. */
  public static ImageLayout nchw(int batch, int channels, int height, int width) {
    int plane = height * width;
    return new ImageLayout(batch, channels, height, width, 0, channels * plane, plane, width, 1);
  }

  /** Returns the interleaved layout, which is the order of TensorFlow. */
  public static ImageLayout nhwc(int batch, int channels, int height, int width) {
    int row = width * channels;
    return new ImageLayout(batch, channels, height, width, 0, height * row, 1, row, channels);
  }

  /** Returns the index of a sample. */
  public int index(int n, int c, int y, int x) {
    return offset + n * imageStride + c * channelStride + y * rowStride + x * pixelStride;
  }

  /** Index behind the last sample of the buffer. */
  public int end() {
    return index(batch - 1, channels - 1, height - 1, width - 1) + 1;
  }
}
