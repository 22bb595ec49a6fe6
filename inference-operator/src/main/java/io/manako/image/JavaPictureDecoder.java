package io.manako.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Single pictures by javax.imageio, after their header and structure were checked. */
final class JavaPictureDecoder implements PictureCodec {
  private final DecodeLimits limits;

  JavaPictureDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public Image decode(FrameFormat format, byte[] bytes) throws MalformedFrameException {
    ImageHeader header = ImageHeader.read(format, bytes);
    header.check(limits);
    header.verify(bytes);
    BufferedImage picture = read(format, bytes);
    if (picture.getWidth() != header.width() || picture.getHeight() != header.height()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the header claims %dx%d pixels but %dx%d were decoded",
              header.width(),
              header.height(),
              picture.getWidth(),
              picture.getHeight()));
    }
    Image image = new Image(header.width(), header.height(), rgb(picture));
    return ExifOrientation.of(format, bytes).upright(image);
  }

  private static BufferedImage read(FrameFormat format, byte[] bytes)
      throws MalformedFrameException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.contentType());
    if (!readers.hasNext()) {
      throw new MalformedFrameException(
          format.contentType()
              + " cannot be decoded with decode.codec java; set decode.codec to native");
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers answer some damage with unchecked exceptions.
      throw new MalformedFrameException("javax.imageio cannot decode the " + format + ": " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] rgb(BufferedImage picture) {
    byte[] rgb = new byte[picture.getWidth() * picture.getHeight() * 3];
    boolean whole = picture.getRaster().getParent() == null;
    if (whole && picture.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      copy(samples(picture), rgb, 3, 2);
    } else if (whole && picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      // getRGB would take the samples for linear light.
      copy(samples(picture), rgb, 1, 0);
    } else {
      convert(picture, rgb);
    }
    return rgb;
  }

  private static byte[] samples(BufferedImage picture) {
    return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
  }

  /** Red lies {@code red} bytes into a pixel of {@code step} bytes, blue at its start. */
  private static void copy(byte[] samples, byte[] rgb, int step, int red) {
    for (int i = 0, s = 0; i < rgb.length; i += 3, s += step) {
      rgb[i] = samples[s + red];
      rgb[i + 1] = samples[s + red / 2];
      rgb[i + 2] = samples[s];
    }
  }

  private static void convert(BufferedImage picture, byte[] rgb) {
    int width = picture.getWidth();
    int[] row = new int[width];
    for (int y = 0, i = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        rgb[i++] = (byte) (pixel >> 16);
        rgb[i++] = (byte) (pixel >> 8);
        rgb[i++] = (byte) pixel;
      }
    }
  }

  @Override
  public void close() {}
}
