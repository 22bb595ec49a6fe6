package io.manako.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Rules for files and live streams: a damaged part is left out and counted, and the rest is
 * decoded.
 */
final class TolerantRules implements StreamRules {
  private static final int THREADS = 4;

  private boolean started;
  private long damaged;
  private long lastNanos;
  private @Nullable String breakOff;

  @Override
  public @Nullable String codecs() {
    return null;
  }

  @Override
  public void prepare(AVCodecContext decoder, AVStream stream) {
    // Threads for whole frames would hold frames back and delay a live stream.
    decoder.thread_type(AVCodecContext.FF_THREAD_SLICE);
    decoder.thread_count(THREADS);
  }

  /**
   * Starts at the first key frame: a camera is usually met in the midst of a GOP, whose frames
   * cannot be decoded.
   */
  @Override
  public boolean takes(AVPacket packet, AVCodecContext decoder) {
    started |= (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    return started;
  }

  /** Leaves out damaged frames: FFmpeg fills in what is missing as if the camera had seen it. */
  @Override
  public boolean takes(AVFrame frame) {
    boolean corrupt = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    if (corrupt || frame.decode_error_flags() != 0) {
      damaged++;
      return false;
    }
    return true;
  }

  @Override
  public void flaw(int status) {
    damaged++;
  }

  @Override
  public void breakOff(String reason) {
    breakOff = reason;
  }

  @Override
  public long time(long nanos) {
    lastNanos = Math.max(nanos, lastNanos);
    return lastNanos;
  }

  @Override
  public void end() {}

  /** Number of frames that could not be decoded. */
  long damaged() {
    return damaged;
  }

  /** Reason for which reading ended before the end; null if it did not. */
  @Nullable String reasonOfBreakOff() {
    return breakOff;
  }
}
