package io.manako.cli.capture;

/**
 * Value of one record: one picture or one self-contained GOP.
 *
 * @param contentType media type such as {@code image/jpeg}
 * @param bytes encoded pictures
 * @param frames number of pictures, at least 1
 * @param ptsNanos presentation time of the first one, in ns since the source's start
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are passed through and never compared.
public record EncodedFrames(String contentType, byte[] bytes, int frames, long ptsNanos) {}
