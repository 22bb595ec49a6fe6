package io.manako.image;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** When frames were seen. */
interface StreamClock {
  /** The time of the next frame, in ns since the first one. */
  long nanos(AVFrame frame, AVCodecContext decoder);
}
