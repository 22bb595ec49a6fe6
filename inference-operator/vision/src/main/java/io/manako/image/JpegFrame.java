package io.manako.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Frame header of a JPEG (ITU-T T.81, section B.2.2): the grid of 8×8 blocks of each component.
 *
 * @param progressive whether the coefficients arrive in several scans
 * @param unitColumns interleaved units (MCUs) in a row
 * @param unitRows rows of interleaved units
 * @param components colour components in the header's order, 1 … 4
 */
record JpegFrame(boolean progressive, int unitColumns, int unitRows, List<Component> components) {
  private static final int SOF2 = 0xc2;
  private static final int BLOCK = 8;

  /**
   * Colour component.
   *
   * @param id number by which scans name the component
   * @param quantiser place of the component's quantisation table, 0 … 3
   * @param horizontal blocks of the component in a row of an interleaved unit, 1 … 4
   * @param vertical blocks of the component in a column of an interleaved unit, 1 … 4
   * @param columns columns of blocks in a scan of the component alone
   * @param rows rows of blocks in a scan of the component alone
   * @param stride blocks from one row to the next
   * @param nonZero coefficients known to be non-zero, as a bit set for each block; empty unless
   *     progressive
   * @param complete coefficients (bit 0 … 63) whose bits have all been read, in [0]
   */
  @SuppressWarnings("ArrayRecordComponent") // the working memory of one verification
  record Component(
      int id,
      int quantiser,
      int horizontal,
      int vertical,
      int columns,
      int rows,
      int stride,
      long[] nonZero,
      long[] complete) {
    /** Number of blocks in a scan of the component alone. */
    long blocks() {
      return (long) columns * rows;
    }
  }

  /**
   * Reads a frame header.
   *
   * @param jpeg the whole record
   * @param at index of the header's marker
   * @throws MalformedFrameException if the picture is neither baseline nor progressive with 8-bit
   *     Huffman-coded samples
   */
  static JpegFrame read(byte[] jpeg, int at) throws MalformedFrameException {
    int marker = jpeg[at + 1] & 0xff;
    int count = jpeg[at + 9] & 0xff;
    int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
    if (marker > SOF2 || jpeg[at + 4] != 8 || count < 1 || count > 4 || length < 8 + 3 * count) {
      throw new MalformedFrameException(
          "the JPEG is neither baseline nor progressive with 8-bit Huffman-coded samples");
    }
    int hMax = 1;
    int vMax = 1;
    for (int i = 0; i < count; i++) {
      int sampling = jpeg[at + 11 + 3 * i] & 0xff;
      checkSampling(sampling);
      hMax = Math.max(hMax, sampling >> 4);
      vMax = Math.max(vMax, sampling & 15);
    }
    int height = (jpeg[at + 5] & 0xff) << 8 | (jpeg[at + 6] & 0xff);
    int width = (jpeg[at + 7] & 0xff) << 8 | (jpeg[at + 8] & 0xff);
    Grid grid = new Grid(width, height, hMax, vMax, marker == SOF2);
    List<Component> components = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int sampling = jpeg[at + 11 + 3 * i] & 0xff;
      Name name = new Name(jpeg[at + 10 + 3 * i] & 0xff, jpeg[at + 12 + 3 * i] & 3);
      components.add(grid.component(name, sampling >> 4, sampling & 15));
    }
    return new JpegFrame(grid.progressive, grid.unitColumns(), grid.unitRows(), components);
  }

  private record Name(int id, int quantiser) {}

  private record Grid(int width, int height, int hMax, int vMax, boolean progressive) {
    int unitColumns() {
      return ceilDiv(width, BLOCK * hMax);
    }

    int unitRows() {
      return ceilDiv(height, BLOCK * vMax);
    }

    Component component(Name name, int h, int v) {
      return new Component(
          name.id,
          name.quantiser,
          h,
          v,
          ceilDiv(ceilDiv(width * h, hMax), BLOCK),
          ceilDiv(ceilDiv(height * v, vMax), BLOCK),
          unitColumns() * h,
          new long[progressive ? unitColumns() * h * unitRows() * v : 0],
          new long[1]);
    }
  }

  private static void checkSampling(int sampling) throws MalformedFrameException {
    int h = sampling >> 4;
    int v = sampling & 15;
    if (h < 1 || h > 4 || v < 1 || v > 4) {
      throw new MalformedFrameException("the JPEG has a sampling factor of " + h + "x" + v);
    }
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
