package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Times of frames as the container gives them. A bare bitstream has no times: the bitstream's own
 * frame rate gives the distance of its frames, or 40 ms if the bitstream states no rate.
 */
final class ContainerClock implements StreamClock {
  /** Nanoseconds between frames without a clock: 25 frames a second, as in FFmpeg. */
  static final long NOMINAL_NANOS = 40_000_000;

  private static final double NANOS = 1e9;

  private final boolean hasTimes;
  private boolean started;
  private long firstPts = AV_NOPTS_VALUE;
  private long last;

  /**
   * Creates a clock.
   *
   * @param hasTimes whether the container has times at all
   */
  ContainerClock(boolean hasTimes) {
    this.hasTimes = hasTimes;
  }

  @Override
  public long nanos(AVFrame frame, AVCodecContext decoder) {
    long pts = frame.best_effort_timestamp();
    if (!started) {
      started = true;
      firstPts = hasTimes ? pts : AV_NOPTS_VALUE;
    } else if (firstPts == AV_NOPTS_VALUE) {
      last += frameNanos(decoder);
    } else if (pts != AV_NOPTS_VALUE) {
      // A frame without a time of its own gets the time of the frame before it.
      AVRational unit = decoder.pkt_timebase();
      last = Math.round((pts - firstPts) * NANOS * unit.num() / unit.den());
    }
    return last;
  }

  private static long frameNanos(AVCodecContext decoder) {
    AVRational rate = decoder.framerate();
    return rate.num() <= 0 || rate.den() <= 0
        ? NOMINAL_NANOS
        : Math.min(Math.round(NANOS * rate.den() / rate.num()), GopRules.MAX_SPAN.toNanos() + 1);
  }
}
