package io.manako.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encoded pictures made on the spot, and ways to damage or dress them. */
final class Pictures {
  private Pictures() {}

  /** A colourful scene with smooth parts, edges and noise, interleaved RGB. */
  static Image scene(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = x > width / 2 ? (x * 7919 ^ y * 104729) >>> 2 & 31 : 0;
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (x * 200 / width + noise);
        rgb[at + 1] = (byte) (y * 200 / height + noise);
        rgb[at + 2] = (byte) ((x / 16 + y / 16) % 2 * 180 + noise);
      }
    }
    return new Image(width, height, rgb);
  }

  /** Encodes by OpenCV; {@code options} are pairs of IMWRITE flags and values. */
  static byte[] encode(String extension, Image image, int... options) {
    byte[] bgr = new byte[image.width() * image.height() * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = image.rgb()[i + 2];
      bgr[i + 1] = image.rgb()[i + 1];
      bgr[i + 2] = image.rgb()[i];
    }
    try (Mat mat = new Mat(image.height(), image.width(), CV_8UC3);
        BytePointer pixels = mat.data();
        BytePointer out = new BytePointer();
        IntPointer flags = new IntPointer(options)) {
      pixels.put(bgr);
      imencode(extension, mat, out, flags);
      byte[] encoded = new byte[(int) out.limit()];
      out.get(encoded);
      return encoded;
    }
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] jpegWithOrientation(byte[] jpeg, int orientation) {
    byte[] exif = concat(ascii("Exif\0\0"), tiff(orientation));
    int length = exif.length + 2;
    byte[] app1 = concat(new byte[] {-1, (byte) 0xe1, (byte) (length >> 8), (byte) length}, exif);
    return concat(Arrays.copyOf(jpeg, 2), app1, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  static byte[] pngWithOrientation(byte[] png, int orientation) {
    int afterHeader = 33;
    return concat(
        Arrays.copyOf(png, afterHeader),
        pngChunk("eXIf", tiff(orientation)),
        Arrays.copyOfRange(png, afterHeader, png.length));
  }

  static byte[] pngChunk(String type, byte[] data) {
    byte[] body = concat(ascii(type), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return concat(bigEndian(data.length), body, bigEndian((int) crc.getValue()));
  }

  /** Dresses a plain WebP in the extended format, with an EXIF chunk. */
  static byte[] webpWithOrientation(byte[] webp, Image image, int orientation) {
    ByteBuffer canvas = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    canvas.put(ascii("VP8X")).putInt(10).putInt(8);
    canvas.putShort((short) (image.width() - 1)).put((byte) 0);
    canvas.putShort((short) (image.height() - 1)).put((byte) 0);
    byte[] exif = tiff(orientation);
    byte[] body =
        concat(
            ascii("WEBP"),
            canvas.array(),
            Arrays.copyOfRange(webp, 12, webp.length),
            ascii("EXIF"),
            littleEndian(exif.length),
            exif);
    return concat(ascii("RIFF"), littleEndian(body.length), body);
  }

  static byte[] bigEndian(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A TIFF with the one tag 0x0112. */
  private static byte[] tiff(int orientation) {
    ByteBuffer b = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    b.put(ascii("II")).putShort((short) 42).putInt(8).putShort((short) 1);
    b.putShort((short) 0x112).putShort((short) 3).putInt(1).putInt(orientation).putInt(0);
    return b.array();
  }
}
