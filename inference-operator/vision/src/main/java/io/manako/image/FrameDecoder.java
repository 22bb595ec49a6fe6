package io.manako.image;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of frame records: pictures (JPEG, PNG, WebP, BMP) by OpenCV, one-GOP videos
 * (MP4, MPEG-TS, H.264 and H.265 annex B) by FFmpeg, both from memory. With {@link Codec#JAVA} the
 * JDK decodes JPEG, PNG and BMP, and no native library is needed or loaded.
 *
 * <p>A picture's header and structure are read in plain Java first, so nothing over the limits and
 * nothing truncated reaches native code. A record is one unit: either all its frames are delivered
 * or none.
 *
 * <p>Frames of a GOP have the times of their container. Annex B has none: its frames are as far
 * apart as the stream's own frame rate says (VUI timing, annex E of both standards), and 40 ms
 * where it says none. Times that go back, or that span more than 10 minutes, are refused.
 *
 * <p>Pictures decode the same with both codecs, to within 2 of 255 (JPEG) or exactly: transparency
 * is left out, gamma and profiles are ignored, of 16 bits the upper 8 are taken.
 *
 * <p>One per subtask; not thread-safe. All native memory is freed on every path; {@link #close}
 * frees the buffers that are reused.
 */
public final class FrameDecoder implements Decoder {
  private final DecodeLimits limits;
  private final PictureCodec pictures;
  // Null with the Java codec, which has no videos.
  private final @Nullable VideoDecoder videos;

  /** With the native codec. */
  public FrameDecoder(DecodeLimits limits) {
    this(limits, Codec.NATIVE);
  }

  /** Loads no native library before the first frame passes the checks in Java. */
  public FrameDecoder(DecodeLimits limits, Codec codec) {
    this.limits = limits;
    this.pictures =
        switch (codec) {
          case NATIVE -> new PictureDecoder(limits);
          case JAVA -> new JavaPictureDecoder(limits);
        };
    this.videos = codec == Codec.NATIVE ? new VideoDecoder(limits) : null;
  }

  @Override
  public void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
      throws MalformedFrameException {
    if (bytes.length > limits.maxBytes()) {
      throw tooLong(bytes, limits);
    }
    FrameFormat format = FrameFormat.of(bytes, contentType);
    if (!format.isVideo()) {
      sink.accept(pictures.decode(format, bytes), 0, null);
    } else if (videos != null) {
      videos.decode(format, bytes, sink);
    } else {
      throw new MalformedFrameException(
          format.contentType()
              + " cannot be decoded with decode.codec java; set decode.codec to native");
    }
  }

  static MalformedFrameException tooLong(byte[] bytes, DecodeLimits limits) {
    return new MalformedFrameException(
        String.format(
            Locale.ROOT,
            "the record has %d bytes; the limit is %d",
            bytes.length,
            limits.maxBytes()));
  }

  /**
   * Native bytes of this process that JavaCPP knows of: buffers of encoded frames and of videos.
   * OpenCV's pictures are not among them. Any thread may ask; loads JavaCPP's native library.
   */
  public static long trackedBytes() {
    return PictureDecoder.trackedBytes();
  }

  @Override
  public void close() {
    pictures.close();
  }
}
