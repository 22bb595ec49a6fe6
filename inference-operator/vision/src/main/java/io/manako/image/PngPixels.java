package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.Adler32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Compressed rows of a PNG, none of which is missing.
 *
 * @param deflated the rows as a zlib stream (RFC 1950)
 * @param asStored whether {@code deflated} is the stream of the PNG; if not, the stream there had
 *     no valid end, and this one was compressed anew from the same rows
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record PngPixels(byte[] deflated, boolean asStored) {
  private static final int PIECE = 1 << 16;
  private static final int HEADER = 2;
  private static final int CHECK = 4;

  /**
   * Counts the rows, because decoders treat missing rows differently.
   *
   * @param header size and format of the rows
   * @param stored data of the IDAT chunks, whose end may be missing
   * @throws MalformedFrameException if rows are missing or damaged
   */
  static PngPixels read(PngHeader header, byte[] stored) throws MalformedFrameException {
    if (stored.length < HEADER || (stored[0] & 15) != Deflater.DEFLATED) {
      throw new MalformedFrameException("the PNG's pixels are not deflated");
    }
    CheckedOutputStream counted =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new Adler32());
    int end = inflate(stored, header.rowBytes(), counted);
    boolean whole = end >= 0 && end + CHECK == stored.length;
    boolean checked =
        whole && ByteBuffer.wrap(stored).getInt(end) == (int) counted.getChecksum().getValue();
    return checked ? new PngPixels(stored, true) : again(header, stored);
  }

  private static PngPixels again(PngHeader header, byte[] stored) throws MalformedFrameException {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, fast)) {
      inflate(stored, header.rowBytes(), deflater);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    } finally {
      fast.end();
    }
    return new PngPixels(out.toByteArray(), false);
  }

  /**
   * Inflates rows.
   *
   * @return the index at which the compressed data ended, −1 if they go on or are cut off behind
   *     the rows
   */
  private static int inflate(byte[] stored, long expected, OutputStream rows)
      throws MalformedFrameException {
    // The frame of the zlib stream is left out, because a wrong checksum takes no pixel away.
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored, HEADER, stored.length - HEADER);
      byte[] piece = new byte[PIECE];
      int count = 1;
      while (inflater.getBytesWritten() < expected && count > 0) {
        long left = expected - inflater.getBytesWritten();
        count = inflater.inflate(piece, 0, (int) Math.min(PIECE, left));
        rows.write(piece, 0, count);
      }
      checkRows(inflater.getBytesWritten(), expected);
      return endsHere(inflater) ? stored.length - inflater.getRemaining() : -1;
    } catch (DataFormatException e) {
      throw new MalformedFrameException("the PNG's pixels are damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    } finally {
      inflater.end();
    }
  }

  private static boolean endsHere(Inflater inflater) {
    try {
      return inflater.inflate(new byte[1]) == 0 && inflater.finished();
    } catch (DataFormatException damagedBehindTheRows) {
      return false;
    }
  }

  private static void checkRows(long found, long expected) throws MalformedFrameException {
    if (found < expected) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the PNG is cut off: it holds %d of its rows' %d bytes",
              found,
              expected));
    }
  }
}
