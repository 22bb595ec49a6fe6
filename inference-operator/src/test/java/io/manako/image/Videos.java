package io.manako.image;

import java.io.ByteArrayOutputStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** One-GOP records made on the spot by openh264. */
final class Videos {
  static final int WIDTH = 160;
  static final int HEIGHT = 96;
  static final int FPS = 10;

  private Videos() {}

  /** Frame i is evenly {@code 20 + 10 * i} grey, left half, and noise on the right. */
  static byte[] encode(FrameFormat format, int frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(out, WIDTH, HEIGHT, 0)) {
      recorder.setFormat(
          switch (format) {
            case MP4 -> "mp4";
            case MPEG_TS -> "mpegts";
            default -> "h264";
          });
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(FPS);
      recorder.setGopSize(1000);
      recorder.setVideoBitrate(4_000_000);
      if (format == FrameFormat.MP4) {
        recorder.setOption("movflags", "frag_keyframe+empty_moov+default_base_moof");
      }
      recorder.start();
      for (int i = 0; i < frames; i++) {
        try (Frame frame = picture(i)) {
          recorder.record(frame);
        }
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static Frame picture(int i) {
    Frame frame = new Frame(WIDTH, HEIGHT, Frame.DEPTH_UBYTE, 3);
    var pixels = (java.nio.ByteBuffer) frame.image[0];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH * 3; x++) {
        int noise = (x * 7919 + y * 104729 + i * 31337) >>> 3 & 0xff;
        pixels.put(y * frame.imageStride + x, (byte) (x < WIDTH * 3 / 2 ? 20 + 10 * i : noise));
      }
    }
    return frame;
  }
}
