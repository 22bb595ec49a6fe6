package io.manako.detect;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/**
 * Mask over a grid of pixels, run-length encoded as in COCO (its API's {@code maskApi.c}). Pixels
 * are counted column by column from the top left, in runs that are outside, inside, outside … in
 * turn; {@code counts} holds the runs' lengths compressed to text. Each length is written in groups
 * of 5 bits, the lowest first, as {@code 48 + group + 32 · more}; from the fourth length on, the
 * text holds the difference to the length two before. So {@code {"size": [height, width], "counts":
 * counts}} is the form that pycocotools decodes.
 *
 * @param height height in pixels, at least 1
 * @param width width in pixels, at least 1
 * @param counts compressed lengths
 */
public record RunLengthMask(int height, int width, String counts) {
  private static final int FIRST_CHARACTER = 48;
  private static final int GROUP_BITS = 5;
  private static final int MORE = 1 << GROUP_BITS;
  private static final int SIGN = MORE >> 1;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException with the numbers, if the size is below 1 or above 2³¹ − 1
   *     pixels
   */
  public RunLengthMask {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a mask of " + height + " rows and " + width + " columns");
    }
  }

  /**
   * Encodes the lengths of runs, the first one outside and possibly 0.
   *
   * @param height height in pixels, at least 1
   * @param width width in pixels, at least 1
   * @param lengths lengths in pixels, of which the first {@code count} are read
   * @param count number of runs
   */
  static RunLengthMask of(int height, int width, int[] lengths, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      write(text, i > 2 ? lengths[i] - lengths[i - 2] : lengths[i]);
    }
    return new RunLengthMask(height, width, text.toString());
  }

  private static void write(StringBuilder text, int number) {
    int rest = number;
    boolean more = true;
    while (more) {
      int group = rest & (MORE - 1);
      rest >>= GROUP_BITS;
      more = (group & SIGN) != 0 ? rest != -1 : rest != 0;
      text.append((char) (FIRST_CHARACTER + group + (more ? MORE : 0)));
    }
  }

  /**
   * Returns the pixels inside, with pixel (x, y) as bit {@code y * width + x}.
   *
   * @throws IllegalArgumentException if the counts are malformed or do not fill the grid
   */
  public BitSet decode() {
    BitSet inside = new BitSet(height * width);
    int[] lengths = lengths();
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      for (int end = at + lengths[i]; at < end; at++) {
        inside.set(at % height * width + at / height, i % 2 == 1);
      }
    }
    return inside;
  }

  /** Returns the runs' lengths, the first one outside. */
  private int[] lengths() {
    int[] lengths = new int[counts.length()];
    int count = 0;
    long total = 0;
    for (int at = 0; at < counts.length(); count++) {
      int start = at;
      at = end(at);
      int number = number(start, at);
      lengths[count] = count > 2 ? number + lengths[count - 2] : number;
      total += lengths[count];
      if (lengths[count] < 0 || total > (long) height * width) {
        throw wrong("run " + count + " is of " + lengths[count] + " pixels");
      }
    }
    if (total != (long) height * width) {
      throw wrong("the runs have " + total + " pixels");
    }
    return Arrays.copyOf(lengths, count);
  }

  /** Returns the index behind the last character of a number. */
  private int end(int start) {
    int at = start;
    while (at < counts.length()) {
      int code = counts.charAt(at) - FIRST_CHARACTER;
      if (code < 0 || code >= 2 * MORE || at - start == 7) {
        throw wrong("character " + at + " is no part of a number");
      }
      at++;
      if ((code & MORE) == 0) {
        return at;
      }
    }
    throw wrong("the last number has no end");
  }

  private int number(int start, int end) {
    long number = 0;
    for (int i = start; i < end; i++) {
      int code = counts.charAt(i) - FIRST_CHARACTER;
      long group = code & (MORE - 1);
      int shift = GROUP_BITS * (i - start);
      number |= group << shift;
    }
    int bits = GROUP_BITS * (end - start);
    boolean negative = (number >> (bits - 1) & 1) != 0;
    return (int) (negative ? number - (1L << bits) : number);
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the counts of a mask of %d rows and %d columns are wrong: %s",
            height,
            width,
            reason));
  }
}
