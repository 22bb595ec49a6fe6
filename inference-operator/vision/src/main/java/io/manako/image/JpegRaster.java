package io.manako.image;

import java.awt.image.Raster;

/**
 * Converts the samples of a JPEG to RGB in the way of libjpeg-turbo, which OpenCV uses: both codecs
 * give the same colours, whatever profile a picture contains.
 */
final class JpegRaster {
  private static final int FRACTION = 16;
  private static final int HALF = 1 << (FRACTION - 1);
  private static final int CENTRE = 128;
  private static final int RED_OF_CR = fixed(1.40200);
  private static final int BLUE_OF_CB = fixed(1.77200);
  private static final int GREEN_OF_CB = fixed(0.34414);
  private static final int GREEN_OF_CR = fixed(0.71414);

  private final int width;
  private final int height;
  private final int samples;
  private final byte[] stored;

  /**
   * Copies the samples.
   *
   * @param raster samples with as many bands as {@code colours} has samples
   * @param colours meaning of the samples
   */
  JpegRaster(Raster raster, JpegColours colours) {
    this.width = raster.getWidth();
    this.height = raster.getHeight();
    this.samples = colours.space().samples();
    this.stored = new byte[width * height * samples];
    raster.getDataElements(0, 0, width, height, stored);
    if (colours.halvedRows() && isRepeated()) {
      smoothRows();
    }
  }

  /** Returns the pixels, {@code width * height * 3} bytes. */
  byte[] rgb(JpegColours.Space space) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0, s = 0; i < rgb.length; i += 3, s += samples) {
      switch (space) {
        case GREY -> rgb[i] = rgb[i + 1] = rgb[i + 2] = stored[s];
        case RGB, CMYK -> System.arraycopy(stored, s, rgb, i, 3);
        case YCC, YCCK -> convert(s, rgb, i);
      }
      if (space == JpegColours.Space.YCCK) {
        invert(rgb, i);
      }
      if (samples == 4) {
        blacken(rgb, i, stored[s + 3] & 0xff);
      }
    }
    return rgb;
  }

  private void convert(int s, byte[] rgb, int i) {
    int y = stored[s] & 0xff;
    int cb = (stored[s + 1] & 0xff) - CENTRE;
    int cr = (stored[s + 2] & 0xff) - CENTRE;
    rgb[i] = clamp(y + ((RED_OF_CR * cr + HALF) >> FRACTION));
    rgb[i + 1] = clamp(y + ((-GREEN_OF_CB * cb - GREEN_OF_CR * cr + HALF) >> FRACTION));
    rgb[i + 2] = clamp(y + ((BLUE_OF_CB * cb + HALF) >> FRACTION));
  }

  private static void invert(byte[] rgb, int i) {
    for (int c = i; c < i + 3; c++) {
      rgb[c] = (byte) ~rgb[c];
    }
  }

  /**
   * Multiplies the light that the three other inks leave by the light that the black ink leaves.
   */
  private static void blacken(byte[] rgb, int i, int black) {
    for (int c = i; c < i + 3; c++) {
      rgb[c] = (byte) (black - ((255 - (rgb[c] & 0xff)) * black >> 8));
    }
  }

  /** Whether rows of colour occur in equal pairs. */
  private boolean isRepeated() {
    int row = width * samples;
    for (int i = 0;
        i + row < stored.length;
        i += i % row == row - samples ? row + samples : samples) {
      if (stored[i + 1] != stored[i + 1 + row] || stored[i + 2] != stored[i + 2 + row]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Smooths rows of colour as libjpeg-turbo does, which a JDK may use too: three quarters of a row
   * and one quarter of its neighbour. The JDK's own libjpeg repeats each row where there are half
   * as many.
   */
  private void smoothRows() {
    byte[] repeated = stored.clone();
    int row = width * samples;
    for (int y = 0; y < height; y++) {
      boolean upper = y % 2 == 0;
      int neighbour = upper ? Math.max(y - 1, 0) : Math.min(y + 1, height - 1);
      for (int x = 0; x < row; x += samples) {
        for (int c = 1; c < 3; c++) {
          int own = repeated[y * row + x + c] & 0xff;
          int other = repeated[neighbour * row + x + c] & 0xff;
          stored[y * row + x + c] = (byte) ((3 * own + other + (upper ? 1 : 2)) >> 2);
        }
      }
    }
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << FRACTION) + 0.5);
  }

  private static byte clamp(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
