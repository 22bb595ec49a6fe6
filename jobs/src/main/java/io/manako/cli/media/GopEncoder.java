package io.manako.cli.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * Packs pictures into one self-contained GOP: a fragmented MP4 that starts at a key frame and needs
 * nothing before it, which is what a record of {@code video/mp4} holds.
 */
public final class GopEncoder {
  private final double framesPerSecond;

  public GopEncoder(double framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * Encodes pictures of one size.
   *
   * @param gop at least one picture; the first one's pts becomes 0
   * @return the bytes of a fragmented MP4
   */
  public byte[] encode(List<TimedImage> gop) throws IOException {
    TimedImage first = gop.get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FFmpegFrameRecorder ffmpeg =
        new FFmpegFrameRecorder(bytes, first.image().width() & ~1, first.image().height() & ~1, 0);
    ffmpeg.setFormat("mp4");
    ffmpeg.setOption("movflags", "+frag_keyframe+empty_moov+default_base_moof");
    ffmpeg.setGopSize(gop.size());
    try (H264Recorder recorder = new H264Recorder(ffmpeg, framesPerSecond)) {
      recorder.start();
      for (TimedImage picture : gop) {
        recorder.record(picture.image(), picture.ptsNanos() - first.ptsNanos());
      }
    }
    return bytes.toByteArray();
  }
}
