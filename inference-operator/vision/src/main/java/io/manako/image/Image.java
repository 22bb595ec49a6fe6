package io.manako.image;

/**
 * Decoded picture: 8-bit RGB, interleaved, rows without padding, origin at the top left. The pixels
 * are on the heap, so a picture needs no closing.
 *
 * @param width width in pixels, at least 1
 * @param height height in pixels, at least 1
 * @param rgb {@code width * height * 3} bytes or more, pixel (x, y) at {@code (y * width + x) * 3};
 *     owned by this image and never written after construction
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are never compared and must not be copied
public record Image(int width, int height, byte[] rgb) {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException with the numbers, if the size is below 1 or the array is too
   *     short
   */
  public Image {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an image of " + width + "x" + height + " pixels");
    }
    if (rgb.length < (long) width * height * 3) {
      throw new IllegalArgumentException(
          rgb.length + " bytes cannot hold " + width + "x" + height + " RGB pixels");
    }
  }

  /**
   * Returns the picture turned clockwise, or this picture for a whole number of turns.
   *
   * @param quarters quarters of a circle, any number
   */
  public Image turned(int quarters) {
    return switch (Math.floorMod(quarters, 4)) {
      case 1 -> new ExifOrientation(6).upright(this);
      case 2 -> new ExifOrientation(3).upright(this);
      case 3 -> new ExifOrientation(8).upright(this);
      default -> this;
    };
  }
}
