package io.manako.image;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Source of the packets of one video stream. */
interface PacketSource {
  /**
   * Reads the next packet.
   *
   * @param packet the packet to fill
   * @return 0 or more, or FFmpeg's status: AVERROR_EOF at the end
   */
  int read(AVPacket packet);
}
