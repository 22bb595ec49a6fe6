package io.manako.dashboard.feed;

import io.manako.image.Codec;
import io.manako.image.DecodeLimits;
import io.manako.image.FrameDecoder;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.image.PictureEncoder;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates JPEGs that are small enough to be sent often. The JDK decodes JPEG, PNG and BMP; native
 * code is loaded only for WebP and videos. Instances are not thread-safe.
 */
final class PictureShrinker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PictureShrinker.class);
  private static final float QUALITY = 0.75f;
  private static final int LEAST_WIDTH = 64;

  private final FrameDecoder java = new FrameDecoder(DecodeLimits.DEFAULT, Codec.JAVA);
  private @Nullable FrameDecoder nativeCode;
  private boolean nativeCodeFails;

  /**
   * Limits of a picture.
   *
   * @param width greatest width in pixels
   * @param bytes greatest size of the JPEG in bytes
   */
  record Limits(int width, int bytes) {}

  /**
   * Frame as stored in Kafka.
   *
   * @param bytes encoded picture or GOP
   * @param contentType declared media type, or null
   * @param index index of the frame within a GOP, otherwise 0
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are decoded, never compared
  record Encoded(byte[] bytes, @Nullable String contentType, int index) {}

  /** Returns a JPEG of a frame, or null if the frame cannot be decoded. */
  byte @Nullable [] shrink(Encoded frame, Limits limits) {
    Image image = decode(frame);
    if (image == null) {
      return null;
    }
    BufferedImage picture = buffered(image);
    int width = Math.min(limits.width(), image.width());
    byte[] jpeg = PictureEncoder.jpeg(scaled(picture, width), QUALITY);
    while (jpeg.length > limits.bytes() && width > LEAST_WIDTH) {
      width = width * 2 / 3;
      jpeg = PictureEncoder.jpeg(scaled(picture, width), QUALITY);
    }
    return jpeg;
  }

  /** Whether the first bytes are those of a JPEG. */
  static boolean isJpeg(byte[] bytes) {
    return bytes.length > 3 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
  }

  private static boolean isForJava(byte[] bytes) {
    boolean png = bytes.length > 3 && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
    boolean bmp = bytes.length > 3 && bytes[0] == 'B' && bytes[1] == 'M';
    return isJpeg(bytes) || png || bmp;
  }

  private @Nullable Image decode(Encoded frame) {
    @Nullable Image[] found = {null};
    FrameDecoder decoder = isForJava(frame.bytes()) ? java : nativeDecoder();
    if (decoder == null) {
      return null;
    }
    try {
      decoder.decode(
          frame.bytes(),
          frame.contentType(),
          (image, at, ptsNanos) -> {
            if (at == frame.index()) {
              found[0] = image;
            }
          });
    } catch (MalformedFrameException e) {
      return null;
    } catch (LinkageError e) {
      nativeCodeFails = true;
      LOG.warn(
          "Videos and WebP pictures are not shown: the native codec does not load: {}", e + "");
      return null;
    }
    return found[0];
  }

  private @Nullable FrameDecoder nativeDecoder() {
    if (nativeCode == null && !nativeCodeFails) {
      nativeCode = new FrameDecoder(DecodeLimits.DEFAULT, Codec.NATIVE);
    }
    return nativeCodeFails ? null : nativeCode;
  }

  /** Frees the memory that the native codec keeps between pictures. */
  @Override
  public void close() {
    java.close();
    if (nativeCode != null) {
      nativeCode.close();
      nativeCode = null;
    }
  }

  private static BufferedImage buffered(Image image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    byte[] rgb = image.rgb();
    for (int i = 0; i + 2 < bgr.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return picture;
  }

  private static BufferedImage scaled(BufferedImage picture, int width) {
    if (width == picture.getWidth()) {
      return picture;
    }
    int height = Math.max(1, picture.getHeight() * width / picture.getWidth());
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }
}
