package io.manako.cli.media;

import io.manako.image.FrameFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * Packs pictures into one self-contained GOP that starts at a key frame and needs nothing before
 * it: by default the fragmented MP4 that a record of {@code video/mp4} holds.
 */
public final class GopEncoder {
  /** What FFmpeg calls the H.264 encoder that is always there. */
  public static final String H264 = H264Recorder.CODEC;

  private static final double NANOS = 1e9;

  /** The encoder does not go faster. */
  private static final double MOST_FRAMES_PER_SECOND = 60;

  private final double framesPerSecond;
  private final FrameFormat container;
  private final String codec;

  /** H.264 in fragmented MP4. */
  public GopEncoder(double framesPerSecond) {
    this(framesPerSecond, FrameFormat.MP4, H264);
  }

  /**
   * Any codec in any container.
   *
   * @param container a video format; annex B takes H.264 only
   * @param codec one of FFmpeg's encoders by its name, such as {@link #H264} or mpeg4
   */
  public GopEncoder(double framesPerSecond, FrameFormat container, String codec) {
    this.framesPerSecond = framesPerSecond;
    this.container = container;
    this.codec = codec;
  }

  /**
   * Encodes pictures of one size.
   *
   * @param gop at least one picture; the first one's pts becomes 0
   * @return the bytes of a record
   */
  public byte[] encode(List<TimedImage> gop) throws IOException {
    TimedImage first = gop.get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FFmpegFrameRecorder ffmpeg =
        new FFmpegFrameRecorder(bytes, first.image().width() & ~1, first.image().height() & ~1, 0);
    ffmpeg.setFormat(muxer());
    if (container == FrameFormat.MP4) {
      ffmpeg.setOption("movflags", "+frag_keyframe+empty_moov+default_base_moof");
    }
    ffmpeg.setGopSize(gop.size());
    double rate = rate(gop);
    try (H264Recorder recorder = new H264Recorder(ffmpeg, rate)) {
      ffmpeg.setVideoCodecName(codec);
      recorder.start();
      long tick = Math.round(NANOS / rate);
      long earliest = 0;
      for (TimedImage picture : gop) {
        // Times are whole ticks, and no two pictures have the same.
        long pts = Math.max(picture.ptsNanos() - first.ptsNanos(), earliest);
        recorder.record(picture.image(), pts);
        earliest = Math.round(pts / (double) tick) * tick + tick;
      }
    }
    return bytes.toByteArray();
  }

  /** The nominal rate, or what these pictures have if that is more. */
  private double rate(List<TimedImage> gop) {
    long span = gop.get(gop.size() - 1).ptsNanos() - gop.get(0).ptsNanos();
    double measured = span <= 0 ? 0 : (gop.size() - 1) * NANOS / span;
    return Math.max(framesPerSecond, Math.min(measured, MOST_FRAMES_PER_SECOND));
  }

  private String muxer() {
    return switch (container) {
      case MP4 -> "mp4";
      case MPEG_TS -> "mpegts";
      case H264 -> "h264";
      default -> throw new IllegalArgumentException(container + " is not a video");
    };
  }
}
