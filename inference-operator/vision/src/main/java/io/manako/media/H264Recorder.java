package io.manako.media;

import io.manako.image.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** Records pictures of one size as H.264 (openh264, no B frames, 4:2:0), in any container. */
final class H264Recorder implements AutoCloseable {
  static final String CODEC = "libopenh264";
  private static final double BITS_PER_PIXEL = 0.2;

  private final FFmpegFrameRecorder recorder;
  private final Frame frame;

  H264Recorder(FFmpegFrameRecorder recorder, double framesPerSecond) {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    this.recorder = recorder;
    int width = recorder.getImageWidth();
    int height = recorder.getImageHeight();
    recorder.setVideoCodecName(CODEC);
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(framesPerSecond);
    recorder.setVideoBitrate(
        (int) (BITS_PER_PIXEL * width * height * Math.max(framesPerSecond, 10)));
    this.frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3);
  }

  void start() throws IOException {
    try {
      recorder.start();
    } catch (FrameRecorder.Exception e) {
      throw new IOException("FFmpeg cannot write H.264: " + e.getMessage(), e);
    }
  }

  /** Adds a picture that is shown at {@code ptsNanos}; odd last rows and columns are cut off. */
  void record(Image image, long ptsNanos) throws IOException {
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int y = 0; y < frame.imageHeight; y++) {
      pixels.put(y * frame.imageStride, image.rgb(), y * image.width() * 3, frame.imageWidth * 3);
    }
    try {
      recorder.setTimestamp(Math.max(ptsNanos / 1000, 0));
      recorder.record(frame, avutil.AV_PIX_FMT_RGB24);
    } catch (FrameRecorder.Exception e) {
      throw new IOException("FFmpeg cannot write a picture: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (frame) {
      recorder.close();
    } catch (FrameRecorder.Exception e) {
      throw new IOException("FFmpeg cannot finish the video: " + e.getMessage(), e);
    }
  }
}
