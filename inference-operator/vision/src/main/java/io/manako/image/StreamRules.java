package io.manako.image;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Rules for a stream and for the treatment of its flawed parts. */
interface StreamRules {
  /** Codecs that may be used, as FFmpeg's list of names; null for all. */
  @Nullable String codecs();

  /** Configures the decoder before the first packet opens it. */
  void prepare(AVCodecContext decoder, AVStream stream) throws MalformedFrameException;

  /** Whether a packet is to be decoded. */
  boolean takes(AVPacket packet, AVCodecContext decoder) throws MalformedFrameException;

  /** Whether a decoded frame is to be delivered. */
  boolean takes(AVFrame frame) throws MalformedFrameException;

  /**
   * Handles a packet that FFmpeg refuses, or a flaw that it finds while it decodes.
   *
   * @param status FFmpeg's status, less than 0
   */
  void flaw(int status) throws MalformedFrameException;

  /**
   * Handles an end of reading before the end of the stream.
   *
   * @param reason the end of a sentence
   */
  void breakOff(String reason) throws MalformedFrameException;

  /**
   * Returns the time of a frame in nanoseconds since the first one.
   *
   * @param nanos the time by the stream's clock
   */
  long time(long nanos) throws MalformedFrameException;

  /** Handles the end of the stream. */
  void end() throws MalformedFrameException;
}
