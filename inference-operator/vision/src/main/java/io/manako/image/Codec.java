package io.manako.image;

import java.util.Locale;

/** What decodes frames. */
public enum Codec {
  /** OpenCV for pictures, FFmpeg for videos: native libraries. */
  NATIVE,
  /**
   * The JDK's javax.imageio: JPEG, PNG and BMP, no native library to install; two to three times
   * slower.
   */
  JAVA;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
