package io.manako.media;

import io.manako.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writer of an MP4 that browsers play: H.264, 4:2:0, index in front. The first picture sets the
 * size (an odd last row or column is cut off); later ones must have it. Instances are not
 * thread-safe.
 */
public final class VideoWriter implements AutoCloseable {
  private final Path file;
  private final double framesPerSecond;
  private @Nullable H264Recorder recorder;
  private int width;
  private int height;
  private long frames;

  public VideoWriter(Path file, double framesPerSecond) {
    this.file = file;
    this.framesPerSecond = framesPerSecond;
  }

  /** Appends a picture, shown {@code 1 / framesPerSecond} after the last one. */
  public void write(Image image) throws IOException {
    H264Recorder open = recorder == null ? open(image) : recorder;
    if (image.width() != width || image.height() != height) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a video of %dx%d pixels cannot take a picture of %dx%d",
              width,
              height,
              image.width(),
              image.height()));
    }
    open.record(image, Math.round(frames++ * 1e9 / framesPerSecond));
  }

  private H264Recorder open(Image image) throws IOException {
    width = image.width();
    height = image.height();
    FFmpegFrameRecorder ffmpeg = new FFmpegFrameRecorder(file.toFile(), width & ~1, height & ~1, 0);
    ffmpeg.setFormat("mp4");
    ffmpeg.setOption("movflags", "+faststart");
    ffmpeg.setGopSize((int) Math.max(Math.round(framesPerSecond * 2), 1));
    H264Recorder opened = new H264Recorder(ffmpeg, framesPerSecond);
    recorder = opened;
    opened.start();
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (recorder != null) {
      recorder.close();
      recorder = null;
    }
  }
}
