package io.manako.media;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.manako.image.Image;
import java.io.IOException;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes pictures by OpenCV. */
public final class PictureEncoder {
  private final String extension;
  private final int[] parameters;

  /**
   * Prepares an encoder of one format.
   *
   * @param extension extension of the format's files, {@code .jpg}, {@code .png}, {@code .webp} or
   *     {@code .bmp}
   * @param parameters pairs of OpenCV's {@code ImwriteFlags} and values; none for its defaults
   */
  public PictureEncoder(String extension, int... parameters) {
    this.extension = extension;
    this.parameters = parameters.clone();
  }

  /** Returns the bytes of a file. */
  public byte[] encode(Image image) throws IOException {
    try (Mat pixels = new Mat(image.height(), image.width(), CV_8UC3);
        BytePointer encoded = new BytePointer();
        IntPointer flags = new IntPointer(parameters)) {
      pixels.data().put(image.rgb(), 0, image.width() * image.height() * 3);
      opencv_imgproc.cvtColor(pixels, pixels, opencv_imgproc.COLOR_RGB2BGR);
      if (!opencv_imgcodecs.imencode(extension, pixels, encoded, flags)) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "OpenCV cannot compress a picture of %dx%d as %s",
                image.width(),
                image.height(),
                extension));
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
