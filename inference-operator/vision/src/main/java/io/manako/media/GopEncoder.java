package io.manako.media;

import io.manako.image.FrameFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * Packs pictures into one self-contained GOP that starts at a key frame and needs nothing before
 * it: by default the fragmented MP4 that a record of {@code video/mp4} holds.
 */
public final class GopEncoder {
  /** FFmpeg's name of the H.264 encoder that is always available. */
  public static final String H264 = H264Recorder.CODEC;

  private static final double NANOS = 1e9;

  private static final double FINE_FRAMES_PER_SECOND = 50;

  /** Highest rate that the encoder accepts. */
  private static final double MOST_FRAMES_PER_SECOND = 60;

  private final double framesPerSecond;
  private final FrameFormat container;
  private final String codec;

  /** Encodes H.264 in fragmented MP4. */
  public GopEncoder(double framesPerSecond) {
    this(framesPerSecond, FrameFormat.MP4, H264);
  }

  /**
   * Encodes with any codec in any container.
   *
   * @param container a video format; annex B holds H.264 only
   * @param codec name of one of FFmpeg's encoders, such as {@link #H264} or mpeg4
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
   * @return bytes of a record
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

  /**
   * Returns the encoder's frame rate: the nominal one, or one that fits these pictures' times
   * better.
   */
  private double rate(List<TimedImage> gop) {
    long span = gop.get(gop.size() - 1).ptsNanos() - gop.get(0).ptsNanos();
    double measured = span <= 0 ? 0 : (gop.size() - 1) * NANOS / span;
    double nominal = framesPerSecond;
    return DoubleStream.of(nominal, measured, FINE_FRAMES_PER_SECOND)
        .filter(rate -> rate > 0 && rate <= MOST_FRAMES_PER_SECOND)
        .filter(rate -> rate >= 0.999 * measured)
        .boxed()
        .min(Comparator.comparingLong(rate -> error(gop, rate)))
        .orElse(Math.max(nominal, MOST_FRAMES_PER_SECOND));
  }

  /** Returns the largest deviation of a picture's time at a rate, in whole ms. */
  private static long error(List<TimedImage> gop, double rate) {
    long first = gop.get(0).ptsNanos();
    double worst = 0;
    for (TimedImage picture : gop) {
      double frames = (picture.ptsNanos() - first) * rate / NANOS;
      worst = Math.max(worst, Math.abs(frames - Math.rint(frames)) / rate);
    }
    return Math.round(worst * 1000);
  }

  private String muxer() {
    return switch (container) {
      case MP4 -> "mp4";
      case MPEG_TS -> "mpegts";
      case H264 -> "h264";
      default ->
          throw new IllegalArgumentException(
              "nothing that is bundled writes " + container + " videos");
    };
  }
}
