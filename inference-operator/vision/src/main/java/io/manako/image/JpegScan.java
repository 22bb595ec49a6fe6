package io.manako.image;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks one scan's entropy-coded data, baseline or progressive (ITU-T T.81, sections F.2 and G.2),
 * without computing pixels. libjpeg only warns of damage in this data and paints the rest grey, so
 * no other code notices it.
 */
final class JpegScan {
  private static final int COEFFICIENTS = 64;

  /**
   * Greatest distance of a block's mean from the middle, times eight, give or take a step of
   * quantisation.
   */
  private static final int FARTHEST_MEAN = 1024;

  /**
   * Component of the scan.
   *
   * @param frame the component in the frame header
   * @param quantum quantisation step of its means
   * @param dc DC table of the component, null if the scan has none
   * @param ac AC table of the component, null if the scan has none
   */
  record Part(
      JpegFrame.Component frame,
      int quantum,
      @Nullable HuffmanTable dc,
      @Nullable HuffmanTable ac) {}

  /**
   * Part of the coefficients that a scan holds.
   *
   * @param first index of the first coefficient, 0 … 63
   * @param last index of the last coefficient, 0 … 63
   * @param high bit of the scan before, 0 in a first scan
   * @param low bit of this scan
   */
  record Band(int first, int last, int high, int low) {}

  private final JpegFrame frame;
  private final List<Part> parts;
  private final Band band;
  private final JpegBits bits;
  private final int[] means;
  private int endOfBandRun;
  private boolean implausible;

  JpegScan(JpegFrame frame, List<Part> parts, Band band, JpegBits bits) {
    this.frame = frame;
    this.parts = parts;
    this.band = band;
    this.bits = bits;
    this.means = new int[parts.size()];
  }

  /**
   * Reads every block.
   *
   * @param restartInterval units between restart markers, 0 for none
   * @throws MalformedFrameException if the data ends early or late, or breaks its code
   */
  void verify(int restartInterval) throws MalformedFrameException {
    boolean interleaved = parts.size() > 1;
    JpegFrame.Component only = parts.get(0).frame();
    int columns = interleaved ? frame.unitColumns() : only.columns();
    int rows = interleaved ? frame.unitRows() : only.rows();
    int units = columns * rows;
    for (int unit = 0; unit < units; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
        bits.restart(unit / restartInterval - 1);
        endOfBandRun = 0;
        Arrays.fill(means, 0);
      }
      int x = unit % columns;
      int y = unit / columns;
      if (interleaved) {
        interleavedUnit(x, y);
      } else {
        block(0, y * only.stride() + x);
      }
      if (bits.isOverread()) {
        throw corrupt();
      }
    }
    int next = bits.finish();
    // A walk that has lost its place in the code ends too early and meets impossible colours.
    // Cameras leave bytes behind a picture, but no camera's pictures are progressive.
    boolean betweenScans = frame.progressive() && next >= 0 && next != JpegMarkers.EOI;
    if (bits.leftSome() && (implausible || betweenScans)) {
      throw corrupt();
    }
  }

  private void interleavedUnit(int x, int y) throws MalformedFrameException {
    for (int i = 0; i < parts.size(); i++) {
      JpegFrame.Component c = parts.get(i).frame();
      for (int v = 0; v < c.vertical(); v++) {
        for (int h = 0; h < c.horizontal(); h++) {
          block(i, (y * c.vertical() + v) * c.stride() + x * c.horizontal() + h);
        }
      }
    }
  }

  private void block(int place, int index) throws MalformedFrameException {
    Part part = parts.get(place);
    if (!frame.progressive()) {
      dcFirst(part, place);
      if (!bits.skipAc(acTable(part))) {
        throw corrupt();
      }
    } else if (band.first() == 0) {
      if (band.high() == 0) {
        dcFirst(part, place);
      } else {
        bits.bits(1);
      }
    } else if (band.high() == 0) {
      acFirst(part, index);
    } else {
      acRefine(part, index);
    }
  }

  private void dcFirst(Part part, int place) throws MalformedFrameException {
    if (part.dc() == null) {
      throw new MalformedFrameException("the JPEG uses a Huffman table that it does not hold");
    }
    int size = bits.symbol(part.dc());
    if (size < 0 || size > 11) {
      throw corrupt();
    }
    int difference = bits.bits(size);
    if (size > 0 && difference < 1 << (size - 1)) {
      difference += 1 - (1 << size);
    }
    means[place] += difference << band.low();
    int step = part.quantum() << band.low();
    implausible |= Math.abs(means[place] * part.quantum()) > FARTHEST_MEAN + step;
  }

  private void acFirst(Part part, int index) throws MalformedFrameException {
    if (endOfBandRun > 0) {
      endOfBandRun--;
      return;
    }
    int k = band.first();
    while (k <= band.last()) {
      int symbol = acSymbol(part);
      int run = symbol >> 4;
      if ((symbol & 15) == 0 && run < 15) {
        endOfBandRun = (1 << run) - 1 + bits.bits(run);
        return;
      }
      k += run;
      if ((symbol & 15) != 0) {
        bits.bits(symbol & 15);
        markNonZero(part, index, k);
      }
      k++;
    }
  }

  private void acRefine(Part part, int index) throws MalformedFrameException {
    int k = band.first();
    while (endOfBandRun == 0 && k <= band.last()) {
      int symbol = acSymbol(part);
      int run = symbol >> 4;
      if ((symbol & 15) == 0 && run < 15) {
        endOfBandRun = (1 << run) + bits.bits(run);
        break;
      }
      boolean fresh = (symbol & 15) != 0;
      if (fresh) {
        bits.bits(1);
      }
      k = skipZeros(part.frame().nonZero()[index], k, run);
      if (fresh) {
        markNonZero(part, index, k);
      }
      k++;
    }
    if (endOfBandRun > 0) {
      skipZeros(part.frame().nonZero()[index], k, COEFFICIENTS);
      endOfBandRun--;
    }
  }

  /** Skips {@code run} zero coefficients; each non-zero one on the way has a correction bit. */
  private int skipZeros(long nonZero, int from, int run) {
    int k = from;
    int left = run;
    while (k <= band.last()) {
      if ((nonZero >>> k & 1) != 0) {
        bits.bits(1);
      } else if (left-- == 0) {
        break;
      }
      k++;
    }
    return k;
  }

  private void markNonZero(Part part, int index, int k) throws MalformedFrameException {
    if (k > band.last()) {
      throw corrupt();
    }
    part.frame().nonZero()[index] |= 1L << k;
  }

  private int acSymbol(Part part) throws MalformedFrameException {
    int symbol = bits.symbol(acTable(part));
    if (symbol < 0) {
      throw corrupt();
    }
    return symbol;
  }

  private static HuffmanTable acTable(Part part) throws MalformedFrameException {
    if (part.ac() == null) {
      throw new MalformedFrameException("the JPEG uses a Huffman table that it does not hold");
    }
    return part.ac();
  }

  private MalformedFrameException corrupt() {
    return new MalformedFrameException(
        "the JPEG's pixels are corrupt or cut off before byte " + bits.position());
  }
}
