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
    try (H264Recorder recorder = new H264Recorder(ffmpeg, framesPerSecond)) {
      ffmpeg.setVideoCodecName(codec);
      recorder.start();
      for (TimedImage picture : gop) {
        recorder.record(picture.image(), picture.ptsNanos() - first.ptsNanos());
      }
    }
    return bytes.toByteArray();
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
