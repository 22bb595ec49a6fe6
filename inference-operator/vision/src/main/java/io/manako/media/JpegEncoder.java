package io.manako.media;

import io.manako.image.Image;
import java.io.IOException;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Encoder of pictures to baseline JPEG. Instances are not thread-safe. */
public final class JpegEncoder {
  private final PictureEncoder encoder;

  /** Sets the quality, 1 … 100. */
  public JpegEncoder(int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality is 1 … 100, not " + quality);
    }
    this.encoder = new PictureEncoder(".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
  }

  /** Returns the bytes of a JFIF file. */
  public byte[] encode(Image image) throws IOException {
    return encoder.encode(image);
  }
}
