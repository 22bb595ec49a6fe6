package io.manako.cli.measure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;

/**
 * Size of the pictures that cameras send.
 *
 * @param width width in pixels
 * @param height height in pixels
 */
public record FrameSize(int width, int height) {
  public FrameSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a frame of %d×%d pixels has nothing in it; use for example 1280x720",
              width,
              height));
    }
  }

  /** Reads {@code 1280x720}; throws {@link IllegalArgumentException} on anything else. */
  public static FrameSize parse(String text) {
    if (!text.matches("\\d{1,5}x\\d{1,5}")) {
      throw new IllegalArgumentException(
          "a frame's size is WIDTHxHEIGHT such as 1280x720, not '%s'".formatted(text));
    }
    int x = text.indexOf('x');
    return new FrameSize(
        Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
  }

  /** Returns the number of pixels. */
  @JsonIgnore
  public long pixels() {
    return (long) width * height;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
