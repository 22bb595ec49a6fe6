package io.manako.cli.capture;

/**
 * The value of one record: one picture or one self-contained GOP.
 *
 * @param contentType such as {@code image/jpeg}
 * @param bytes encoded
 * @param frames pictures in it, at least 1
 * @param ptsNanos when the first one is shown, in ns since the source's start
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed through, never compared
public record EncodedFrames(String contentType, byte[] bytes, int frames, long ptsNanos) {}
