package io.manako.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Format of a frame record, recognised by its first bytes. */
public enum FrameFormat {
  /** JPEG (ITU-T T.81) in a JFIF or Exif file. */
  JPEG("image/jpeg", false),
  /** PNG (W3C), not animated. */
  PNG("image/png", false),
  /** WebP, lossy or lossless, not animated. */
  WEBP("image/webp", false),
  /** Windows bitmap, not compressed. */
  BMP("image/bmp", false),
  /** Fragmented MP4 with one GOP. */
  MP4("video/mp4", true),
  /** MPEG transport stream with one GOP. */
  MPEG_TS("video/mp2t", true),
  /** H.264 with annex B start codes and one GOP. */
  H264("video/h264", true),
  /** H.265 with annex B start codes and one GOP; {@code video/hevc} is another name of it. */
  H265("video/h265", true);

  private static final int TS_PACKET = 188;
  private static final String HEVC = "video/hevc";

  private final String contentType;
  private final boolean video;

  FrameFormat(String contentType, boolean video) {
    this.contentType = contentType;
    this.video = video;
  }

  /** The media type, without parameters. */
  public String contentType() {
    return contentType;
  }

  /** Whether a record holds a whole GOP rather than one picture. */
  public boolean isVideo() {
    return video;
  }

  /**
   * Returns the format of a record.
   *
   * @param bytes the whole record
   * @param contentType the declared media type, parameters allowed; null to recognise the format by
   *     the bytes alone
   * @throws MalformedFrameException if the type is unknown, or the bytes are of another format
   */
  static FrameFormat of(byte[] bytes, @Nullable String contentType) throws MalformedFrameException {
    if (bytes.length == 0) {
      throw new MalformedFrameException("the record is empty; its value must be an encoded frame");
    }
    FrameFormat found = sniff(bytes);
    if (found == H264 && contentType != null && NalUnits.codec(bytes) == null) {
      // The two codecs differ only in their parameter sets: a record without them has the declared
      // codec.
      found = declared(contentType) == H265 ? H265 : H264;
    }
    if (contentType == null) {
      if (found == null) {
        throw new MalformedFrameException(
            "the first bytes are of no known format (" + accepted() + "); set content-type");
      }
      return found;
    }
    FrameFormat declared = declared(contentType);
    if (found != declared) {
      String actual = found == null ? "no known format" : found.contentType;
      throw new MalformedFrameException(
          "content-type is " + declared.contentType + " but the first bytes are of " + actual);
    }
    return declared;
  }

  /**
   * Returns the format of first bytes, or null if they are of no known format.
   *
   * @param bytes the beginning of a file or record; a few hundred bytes suffice
   */
  public static @Nullable FrameFormat ofFirstBytes(byte[] bytes) {
    return sniff(bytes);
  }

  private static FrameFormat declared(String contentType) throws MalformedFrameException {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (type.equals(HEVC)) {
      return H265;
    }
    for (FrameFormat format : values()) {
      if (format.contentType.equals(type)) {
        return format;
      }
    }
    throw new MalformedFrameException(
        "content-type '" + abbreviated(contentType) + "' is not one of " + accepted());
  }

  private static String abbreviated(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static String accepted() {
    return Arrays.stream(values()).map(f -> f.contentType).collect(Collectors.joining(", "));
  }

  private static @Nullable FrameFormat sniff(byte[] b) {
    if (startsWith(b, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    } else if (startsWith(b, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    } else if (startsWith(b, 0, "RIFF") && startsWith(b, 8, "WEBP")) {
      return WEBP;
    } else if (startsWith(b, 0, "BM")) {
      return BMP;
    } else if (startsWith(b, 4, "ftyp") || startsWith(b, 4, "styp") || startsWith(b, 4, "moov")) {
      return MP4;
    } else if (startsWith(b, 0, "\0\0\1") || startsWith(b, 0, "\0\0\0\1")) {
      return NalUnits.codec(b) == H265 ? H265 : H264;
    }
    return isTransportStream(b) ? MPEG_TS : null;
  }

  private static boolean isTransportStream(byte[] b) {
    return b.length >= TS_PACKET
        && b[0] == 'G'
        && (b.length < TS_PACKET + 1 || b[TS_PACKET] == 'G');
  }

  /** Compares bytes with a text of one-byte characters. */
  private static boolean startsWith(byte[] b, int at, String text) {
    byte[] magic = text.getBytes(StandardCharsets.ISO_8859_1);
    return b.length >= at + magic.length
        && Arrays.equals(b, at, at + magic.length, magic, 0, magic.length);
  }
}
