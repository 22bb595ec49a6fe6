package io.manako.image;

/** One-GOP videos by FFmpeg. */
final class VideoDecoder {
  private final DecodeLimits limits;

  VideoDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  void decode(FrameFormat format, byte[] bytes, FrameSink sink) throws MalformedFrameException {
    throw new MalformedFrameException(format + " records are not read by this version " + limits);
  }
}
