package io.manako.image;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** The packets of one video stream. */
interface PacketSource {
  /**
   * Reads the next one.
   *
   * @return 0 or more, or FFmpeg's status: AVERROR_EOF at the end
   */
  int read(AVPacket packet);
}
