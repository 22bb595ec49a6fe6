package io.manako.image;

import java.util.Locale;

/** Library that decodes frames. */
public enum Codec {
  /** OpenCV for pictures and FFmpeg for videos: native libraries. */
  NATIVE,
  /**
   * The JDK's javax.imageio for JPEG, PNG and BMP: two to three times slower, but no native library
   * to install.
   */
  JAVA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
