package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

  /** Ticks from one frame to the next in FFmpeg's MP4 of that frame rate. */
  static final int MP4_FRAME_TICKS = 1024;

  private static final int TS_PACKET = 188;

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
    var pixels = (ByteBuffer) frame.image[0];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH * 3; x++) {
        int noise = (x * 7919 + y * 104729 + i * 31337) >>> 3 & 0xff;
        pixels.put(y * frame.imageStride + x, (byte) (x < WIDTH * 3 / 2 ? 20 + 10 * i : noise));
      }
    }
    return frame;
  }

  /** The GOP's container or parameters alone, without a frame. */
  static byte[] headers(FrameFormat format) {
    byte[] video = encode(format, 2);
    int end =
        switch (format) {
          case MP4 -> indexOf(video, 0, 'm', 'o', 'o', 'f') - Integer.BYTES;
          // Service description, programme association and map come first.
          case MPEG_TS -> 3 * TS_PACKET;
          // The start code of the key frame, NAL unit type 5.
          default -> indexOf(video, 0, 0, 0, 1, 0x65);
        };
    return Arrays.copyOf(video, end);
  }

  /** Writes another time scale into an MP4's media header (ISO/IEC 14496-12, section 8.4.2). */
  static void setTicksPerSecond(byte[] mp4, int ticks) {
    int version = indexOf(mp4, 0, 'm', 'd', 'h', 'd') + Integer.BYTES;
    ByteBuffer.wrap(mp4).putInt(version + 3 * Integer.BYTES, ticks);
  }

  /** Gives one picture of a transport stream the time 0 (ISO/IEC 13818-1, section 2.4.3.7). */
  static void clearTime(byte[] ts, int picture) {
    int at = -1;
    for (int i = 0; i <= picture; i++) {
      at = indexOf(ts, at + 1, 0, 0, 1, 0xe0);
    }
    byte[] zero = {0x21, 0, 1, 0, 1};
    System.arraycopy(zero, 0, ts, at + 9, zero.length);
  }

  private static int indexOf(byte[] bytes, int from, int... wanted) {
    for (int at = from; at <= bytes.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == (byte) wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    throw new IllegalArgumentException("no " + Arrays.toString(wanted));
  }
}
