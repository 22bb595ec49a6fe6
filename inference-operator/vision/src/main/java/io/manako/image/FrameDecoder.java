package io.manako.image;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes frame records from memory: pictures (JPEG, PNG, WebP, BMP) with OpenCV, one-GOP videos
 * (MP4, MPEG-TS, H.264 and H.265 annex B) with FFmpeg. With {@link Codec#JAVA} the JDK decodes
 * JPEG, PNG and BMP, and no native library is needed or loaded.
 *
 * <p>Plain Java reads a picture's header and structure first, so nothing over the limits and
 * nothing truncated reaches native code. A record is one unit: all its frames are delivered, or
 * none.
 *
 * <p>Frames of a GOP have the times of their container. Annex B has no times: the stream's own
 * frame rate (VUI timing, annex E of both standards) gives the distance of its frames, or 40 ms if
 * the stream states no rate. Records whose times go back or span more than 10 minutes are refused.
 *
 * <p>Both codecs decode pictures to the same pixels, to within 2 of 255 (JPEG) or exactly:
 * transparency is left out, gamma and profiles are ignored, and samples of 16 bits keep their upper
 * 8.
 *
 * <p>Each subtask has one decoder; a decoder is not thread-safe. Every path frees its native
 * memory; {@link #close} frees the buffers that are reused.
 */
public final class FrameDecoder implements Decoder {
  private final DecodeLimits limits;
  private final PictureCodec pictures;
  // Null with the Java codec, which decodes no videos.
  private final @Nullable VideoDecoder videos;

  /** Creates a decoder with the native codec. */
  public FrameDecoder(DecodeLimits limits) {
    this(limits, Codec.NATIVE);
  }

  /**
   * Creates a decoder. No native library is loaded before the first frame passes the checks in
   * Java.
   */
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
   * Returns the native bytes of this process that JavaCPP tracks: buffers of encoded frames and of
   * videos, but not OpenCV's pictures. Any thread may call this method; the call loads JavaCPP's
   * native library.
   */
  public static long trackedBytes() {
    return PictureDecoder.trackedBytes();
  }

  @Override
  public void close() {
    pictures.close();
  }
}
