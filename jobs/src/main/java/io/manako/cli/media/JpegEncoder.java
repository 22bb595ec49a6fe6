package io.manako.cli.media;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.manako.image.Image;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Compresses pictures to baseline JPEG. Not thread-safe. */
public final class JpegEncoder {
  private final int quality;

  /** Takes the quality, 1 … 100. */
  public JpegEncoder(int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality is 1 … 100, not " + quality);
    }
    this.quality = quality;
  }

  /** The bytes of a JFIF file. */
  public byte[] encode(Image image) throws IOException {
    try (Mat pixels = new Mat(image.height(), image.width(), CV_8UC3);
        BytePointer jpeg = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      pixels.data().put(image.rgb(), 0, image.width() * image.height() * 3);
      opencv_imgproc.cvtColor(pixels, pixels, opencv_imgproc.COLOR_RGB2BGR);
      if (!opencv_imgcodecs.imencode(".jpg", pixels, jpeg, parameters)) {
        throw new IOException(
            "OpenCV cannot compress a picture of " + image.width() + "x" + image.height());
      }
      byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
      jpeg.get(bytes);
      return bytes;
    }
  }
}
