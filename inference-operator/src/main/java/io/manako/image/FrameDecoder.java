package io.manako.image;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the bytes of frame records: pictures (JPEG, PNG, WebP, BMP) by OpenCV, one-GOP videos
 * (fragmented MP4, MPEG-TS, H.264 annex B) by FFmpeg, both from memory.
 *
 * <p>A picture's header and structure are read in plain Java first, so nothing over the limits and
 * nothing truncated reaches native code. A record is one unit: either all its frames are delivered
 * or none. Start the JVM with {@code OPENCV_IO_MAX_IMAGE_PIXELS} in its environment, set to the
 * limits' width times height, as a second wall inside OpenCV.
 *
 * <p>One per subtask; not thread-safe. All native memory is freed on every path; {@link #close}
 * frees the buffers that are reused.
 */
public final class FrameDecoder implements AutoCloseable {
  private final DecodeLimits limits;
  private final PictureDecoder pictures;
  private final VideoDecoder videos;

  /** Loads no native library before the first frame passes the checks in Java. */
  public FrameDecoder(DecodeLimits limits) {
    this.limits = limits;
    this.pictures = new PictureDecoder(limits);
    this.videos = new VideoDecoder(limits);
  }

  /**
   * Decodes one record.
   *
   * @param bytes the encoded picture or GOP
   * @param contentType such as {@code image/jpeg}; null to go by the first bytes
   * @param sink gets each frame in presentation order; called only if the whole record decodes
   * @throws MalformedFrameException if the record is over the limits, truncated, corrupt, or of no
   *     accepted type; the message is a sentence that says which
   */
  public void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
      throws MalformedFrameException {
    if (bytes.length > limits.maxBytes()) {
      throw new MalformedFrameException(
          "the record has %d bytes; the limit is %d".formatted(bytes.length, limits.maxBytes()));
    }
    FrameFormat format = FrameFormat.of(bytes, contentType);
    if (format.isVideo()) {
      videos.decode(format, bytes, sink);
    } else {
      sink.accept(pictures.decode(format, bytes), 0, null);
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
