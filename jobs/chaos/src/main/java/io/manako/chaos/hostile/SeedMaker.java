package io.manako.chaos.hostile;

import io.manako.image.FrameFormat;
import io.manako.image.Image;
import io.manako.media.GopEncoder;
import io.manako.media.JpegEncoder;
import io.manako.media.PictureEncoders;
import io.manako.media.Pictures;
import io.manako.media.TimedImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes small whole records of every format and of many kinds within each: 16×16 … 64×48 pixels,
 * since small ones are decoded fast and every byte of theirs matters.
 */
final class SeedMaker {
  private static final int[][] SIZES = {{16, 16}, {33, 21}, {64, 48}};
  private static final int[] DEPTHS = {
    BufferedImage.TYPE_3BYTE_BGR,
    BufferedImage.TYPE_4BYTE_ABGR,
    BufferedImage.TYPE_BYTE_GRAY,
    BufferedImage.TYPE_USHORT_GRAY,
    BufferedImage.TYPE_BYTE_INDEXED,
    BufferedImage.TYPE_BYTE_BINARY
  };
  private static final List<String> MP4_CODECS =
      List.of(GopEncoder.H264, "mpeg4", "libvpx-vp9", "libaom-av1");

  private SeedMaker() {}

  static List<SeedRecord> pictures() throws IOException {
    List<SeedRecord> seeds = new ArrayList<>();
    for (int[] size : SIZES) {
      Image image = Pictures.of(picture(size[0], size[1], BufferedImage.TYPE_INT_RGB));
      seeds.add(new SeedRecord(FrameFormat.JPEG, new JpegEncoder(80).encode(image)));
      seeds.add(
          new SeedRecord(FrameFormat.JPEG, PictureEncoders.progressiveJpeg(90).encode(image)));
      seeds.add(new SeedRecord(FrameFormat.JPEG, PictureEncoders.restartingJpeg(2).encode(image)));
      byte[] webp = PictureEncoders.webp(70).encode(image);
      seeds.add(new SeedRecord(FrameFormat.WEBP, webp));
      seeds.add(new SeedRecord(FrameFormat.WEBP, PictureEncoders.losslessWebp().encode(image)));
      seeds.add(new SeedRecord(FrameFormat.WEBP, WebpDress.withAlpha(webp, size[0], size[1])));
      for (int depth : DEPTHS) {
        BufferedImage picture = picture(size[0], size[1], depth);
        seeds.add(new SeedRecord(FrameFormat.PNG, write("png", picture, false)));
        seeds.add(new SeedRecord(FrameFormat.PNG, write("png", picture, true)));
      }
      addJavas(seeds, size[0], size[1]);
    }
    return seeds;
  }

  /** Adds pictures that the JDK writes otherwise than OpenCV does. */
  private static void addJavas(List<SeedRecord> seeds, int width, int height) throws IOException {
    BufferedImage grey = picture(width, height, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage colours = picture(width, height, BufferedImage.TYPE_3BYTE_BGR);
    seeds.add(new SeedRecord(FrameFormat.JPEG, write("jpeg", grey, false)));
    seeds.add(new SeedRecord(FrameFormat.JPEG, write("jpeg", colours, true)));
    seeds.add(new SeedRecord(FrameFormat.BMP, write("bmp", colours, false)));
    seeds.add(new SeedRecord(FrameFormat.BMP, write("bmp", grey, false)));
    seeds.add(
        new SeedRecord(
            FrameFormat.BMP,
            write("bmp", picture(width, height, BufferedImage.TYPE_USHORT_565_RGB), false)));
    seeds.add(
        new SeedRecord(
            FrameFormat.BMP,
            write("bmp", picture(width, height, BufferedImage.TYPE_BYTE_BINARY), false)));
  }

  /** GOPs of two and of five pictures: H.264 in every container, and the other codecs in MP4. */
  static List<SeedRecord> videos() throws IOException {
    List<SeedRecord> seeds = new ArrayList<>();
    for (int frames : new int[] {2, 5}) {
      for (FrameFormat format : FrameFormat.values()) {
        for (String codec : codecs(format)) {
          byte[] gop = new GopEncoder(10, format, codec).encode(gop(64, 48, frames));
          seeds.add(new SeedRecord(format, gop));
        }
      }
    }
    return seeds;
  }

  private static List<String> codecs(FrameFormat format) {
    return switch (format) {
      case MP4 -> MP4_CODECS;
      case MPEG_TS, H264 -> List.of(GopEncoder.H264);
      // Nothing that is bundled encodes H.265.
      case H265 -> List.of();
      case JPEG, PNG, WEBP, BMP -> List.of();
    };
  }

  static List<TimedImage> gop(int width, int height, int frames) {
    Image image = Pictures.of(picture(width, height, BufferedImage.TYPE_INT_RGB));
    List<TimedImage> gop = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      gop.add(new TimedImage(image.turned(i % 2 == 0 ? 0 : 2), i * 100_000_000L));
    }
    return gop;
  }

  /** Returns a picture that is smooth on the left and noisy on the right. */
  private static BufferedImage picture(int width, int height, int type) {
    BufferedImage picture = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = x > width / 2 ? x * 7919 ^ y * 104729 : 0;
        picture.setRGB(x, y, 0xc0000000 | (x * 3 << 16 | y * 4 << 8 | (x + y) ^ noise) & 0xffffff);
      }
    }
    return picture;
  }

  private static byte[] write(String format, BufferedImage picture, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      if (progressive) {
        options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), options);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
