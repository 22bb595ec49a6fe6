package io.manako.image;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** What a stream must be like, and what becomes of a part of it that is not. */
interface StreamRules {
  /** Codecs that may be used, as FFmpeg's list of names; null for all. */
  @Nullable String codecs();

  /** Before the first packet opens the decoder. */
  void prepare(AVCodecContext decoder, AVStream stream) throws MalformedFrameException;

  /** Whether a packet is to be decoded. */
  boolean takes(AVPacket packet, AVCodecContext decoder) throws MalformedFrameException;

  /** Whether a decoded frame is to be seen. */
  boolean takes(AVFrame frame) throws MalformedFrameException;

  /** FFmpeg refuses a packet, or finds a flaw while it decodes. */
  void flaw(int status) throws MalformedFrameException;

  /** Reading ended before the end. */
  void breakOff(String reason) throws MalformedFrameException;

  /** The time that a frame gets, in ns since the first. */
  long time(long nanos) throws MalformedFrameException;

  /** All is read. */
  void end() throws MalformedFrameException;
}
