package io.manako.image;

import org.jspecify.annotations.Nullable;

/** Decodes the bytes of frame records. One per subtask; not thread-safe. */
public interface Decoder extends AutoCloseable {
  /**
   * Decodes one record.
   *
   * @param bytes the encoded picture or GOP
   * @param contentType such as {@code image/jpeg}; null to go by the first bytes
   * @param sink gets each frame in presentation order; called only if the whole record decodes, or
   *     has decoded once
   * @throws MalformedFrameException if the record is over the limits, truncated, corrupt, of no
   *     accepted type, or more than the decoder survives; the message is a sentence that says
   *     which. It stands for all frames that the sink did not get: none, as a rule
   * @throws DecoderUnavailableException if the fault is not the record's
   */
  void decode(byte[] bytes, @Nullable String contentType, FrameSink sink)
      throws MalformedFrameException;

  /** Frees what is native, and ends processes. */
  @Override
  void close();
}
