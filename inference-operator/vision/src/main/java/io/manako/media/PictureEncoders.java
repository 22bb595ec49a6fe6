package io.manako.media;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;

/** Encoders of the less common kinds of pictures; qualities are 1 … 100. */
public final class PictureEncoders {
  private static final int LOSSLESS_WEBP = 101;

  private PictureEncoders() {}

  /** Makes JPEG whose coefficients are in several scans. */
  public static PictureEncoder progressiveJpeg(int quality) {
    return new PictureEncoder(".jpg", IMWRITE_JPEG_QUALITY, quality, IMWRITE_JPEG_PROGRESSIVE, 1);
  }

  /** Makes JPEG with a restart marker after every {@code units} interleaved units. */
  public static PictureEncoder restartingJpeg(int units) {
    return new PictureEncoder(".jpg", IMWRITE_JPEG_RST_INTERVAL, units);
  }

  /** Makes WebP of one VP8 bitstream. */
  public static PictureEncoder webp(int quality) {
    return new PictureEncoder(".webp", IMWRITE_WEBP_QUALITY, quality);
  }

  /** Makes WebP of one VP8L bitstream. */
  public static PictureEncoder losslessWebp() {
    return new PictureEncoder(".webp", IMWRITE_WEBP_QUALITY, LOSSLESS_WEBP);
  }
}
