package io.manako.image;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Clock that gives the times of frames. */
interface StreamClock {
  /** Returns the time of the next frame in nanoseconds since the first one. */
  long nanos(AVFrame frame, AVCodecContext decoder);
}
