package io.manako.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes single pictures with javax.imageio, after their header and structure were checked. */
final class JavaPictureDecoder implements PictureCodec {
  private final DecodeLimits limits;

  JavaPictureDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public Image decode(FrameFormat format, byte[] bytes) throws MalformedFrameException {
    ImageHeader header = ImageHeader.read(format, bytes);
    header.check(limits);
    byte[] whole = header.verify(bytes);
    Image stored = new Image(header.width(), header.height(), read(header, whole));
    return ExifOrientation.of(format, bytes).upright(stored);
  }

  private static byte[] read(ImageHeader header, byte[] bytes) throws MalformedFrameException {
    FrameFormat format = header.format();
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.contentType());
    if (!readers.hasNext()) {
      throw new MalformedFrameException(
          format.contentType()
              + " cannot be decoded with decode.codec java; set decode.codec to native");
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return format == FrameFormat.JPEG
          ? readJpeg(reader, header, JpegColours.of(bytes))
          : readOther(reader, header);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers answer some damage with unchecked exceptions.
      throw new MalformedFrameException("javax.imageio cannot decode the " + format + ": " + e, e);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] readJpeg(ImageReader reader, ImageHeader header, JpegColours colours)
      throws IOException, MalformedFrameException {
    Raster raster = reader.readRaster(0, null);
    checkSize(raster, header);
    return new JpegRaster(raster, colours).rgb(colours.space());
  }

  private static byte[] readOther(ImageReader reader, ImageHeader header)
      throws IOException, MalformedFrameException {
    BufferedImage picture = reader.read(0);
    checkSize(picture.getRaster(), header);
    boolean direct = picture.getColorModel() instanceof ComponentColorModel;
    byte[] rgb = new byte[header.width() * header.height() * 3];
    if (direct) {
      copySamples(picture.getRaster(), rgb);
    } else {
      copyColours(picture, rgb);
    }
    return rgb;
  }

  private static void checkSize(Raster raster, ImageHeader header) throws MalformedFrameException {
    if (raster.getWidth() != header.width() || raster.getHeight() != header.height()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the header claims %dx%d pixels but %dx%d were decoded",
              header.width(),
              header.height(),
              raster.getWidth(),
              raster.getHeight()));
    }
  }

  /**
   * Copies the upper eight bits of each sample as stored. The picture's own colour model would take
   * grey samples for linear light and apply a profile.
   */
  private static void copySamples(Raster raster, byte[] rgb) {
    boolean grey = raster.getNumBands() < 3;
    int shift = raster.getSampleModel().getSampleSize(0) - 8;
    int[] row = new int[raster.getWidth() * raster.getNumBands()];
    for (int y = 0, i = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int s = 0; s < row.length; s += raster.getNumBands(), i += 3) {
        rgb[i] = (byte) (row[s] >> shift);
        rgb[i + 1] = (byte) (row[grey ? s : s + 1] >> shift);
        rgb[i + 2] = (byte) (row[grey ? s : s + 2] >> shift);
      }
    }
  }

  /** Copies pixels of a palette, or pixels whose samples share the bits of a number. */
  private static void copyColours(BufferedImage picture, byte[] rgb) {
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
