package io.manako.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** Decodes single pictures with OpenCV, after plain Java has checked their header and structure. */
final class PictureDecoder implements PictureCodec {
  /**
   * Name of OpenCV's own limit, which holds for the whole process and which OpenCV reads from the
   * environment once. If the variable is not set, the limit is above every limit of this class.
   */
  static final String MAX_PIXELS = "OPENCV_IO_MAX_IMAGE_PIXELS";

  /** Flags for OpenCV; it ignores the orientation, which is read once for both codecs. */
  private static final int FLAGS = IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION;

  private final DecodeLimits limits;
  private BytePointer encoded = new BytePointer(1 << 16);

  PictureDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public Image decode(FrameFormat format, byte[] bytes) throws MalformedFrameException {
    ImageHeader header = ImageHeader.read(format, bytes);
    header.check(limits);
    checkEnvironment(header, System.getenv(MAX_PIXELS));
    byte[] whole = header.verify(bytes);
    try {
      Image stored = decodeChecked(header, whole);
      if (format == FrameFormat.BMP) {
        BmpStructure.widen(ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN), stored.rgb());
      }
      return ExifOrientation.of(format, bytes).upright(stored);
    } catch (RuntimeException e) {
      throw new MalformedFrameException("OpenCV cannot decode the " + format + ": " + e, e);
    }
  }

  /** Reports a limit in the environment on which OpenCV would fail without a reason. */
  static void checkEnvironment(ImageHeader header, @Nullable String maxPixels)
      throws MalformedFrameException {
    boolean set = maxPixels != null && maxPixels.matches("[0-9]{1,18}");
    if (set && (long) header.width() * header.height() > Long.parseLong(maxPixels)) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the header claims %dx%d pixels, which %s in the process's environment forbids (%s): unset it",
              header.width(),
              header.height(),
              MAX_PIXELS,
              maxPixels));
    }
  }

  private Image decodeChecked(ImageHeader header, byte[] bytes) throws MalformedFrameException {
    reserve(bytes.length);
    encoded.position(0).put(bytes, 0, bytes.length);
    try (Mat buffer = new Mat(1, bytes.length, CV_8UC1, encoded);
        Mat picture = imdecode(buffer, FLAGS)) {
      if (picture.empty()) {
        throw new MalformedFrameException(
            String.format(
                Locale.ROOT,
                "the %s of %d bytes is corrupt: OpenCV finds no picture in it",
                header.format(),
                bytes.length));
      }
      return copy(picture, header);
    }
  }

  private static Image copy(Mat picture, ImageHeader header) throws MalformedFrameException {
    int width = picture.cols();
    int height = picture.rows();
    boolean sameSize = width == header.width() && height == header.height();
    if (picture.type() != CV_8UC3 || !picture.isContinuous() || !sameSize) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the header claims %dx%d pixels but %dx%d were decoded",
              header.width(),
              header.height(),
              width,
              height));
    }
    byte[] rgb = new byte[width * height * 3];
    try (BytePointer pixels = picture.data()) {
      pixels.get(rgb);
    }
    return new Image(width, height, rgb);
  }

  /** Grows the native copy of the encoded bytes, at most to the limit of a record. */
  private void reserve(int length) {
    if (encoded.capacity() < length) {
      encoded.close();
      encoded = new BytePointer(Math.max(length, Math.min(2L * length, limits.maxBytes())));
    }
  }

  /** Returns the native bytes of this process that JavaCPP tracks. */
  static long trackedBytes() {
    return Pointer.totalBytes();
  }

  @Override
  public void close() {
    encoded.close();
  }
}
