package io.manako.image;

import org.jspecify.annotations.Nullable;

/** Decoder of frame records. Each subtask has one; a decoder is not thread-safe. */
public interface Decoder extends AutoCloseable {
  /**
   * Decodes one record.
   *
   * @param bytes the encoded picture or GOP
   * @param contentType the media type, such as {@code image/jpeg}; null to recognise the format by
   *     the first bytes
   * @param sink receiver of each frame in presentation order, called only once the whole record has
   *     been decoded without a flaw
   * @throws MalformedFrameException with a sentence, if the record exceeds the limits, is truncated
   *     or corrupt, has no accepted type, or kills the decoder; the exception stands for all frames
   *     that the sink did not receive, which is usually all of them
   * @throws DecoderUnavailableException if the record is not the cause of the fault
   */
  void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
      throws MalformedFrameException;

  /** Frees native memory and ends processes. */
  @Override
  void close();
}
