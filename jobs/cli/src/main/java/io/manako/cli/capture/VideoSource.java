package io.manako.cli.capture;

import io.manako.media.TimedImage;
import io.manako.media.VideoReader;
import java.io.IOException;
import java.time.Instant;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Reads the frames of a video file or a live stream. */
public final class VideoSource implements FrameSource {
  private final VideoReader reader;
  private final FrameEncoder encoder;
  private final double framesPerSecond;
  private final boolean retimed;
  private @Nullable IOException broken;
  private long frames;

  private VideoSource(VideoReader reader, FrameEncoder encoder, double framesPerSecond) {
    this.reader = reader;
    this.encoder = encoder;
    this.retimed = framesPerSecond > 0;
    this.framesPerSecond = retimed ? framesPerSecond : reader.framesPerSecond();
  }

  /**
   * Opens a video.
   *
   * @param address a file or anything that FFmpeg opens
   * @param framesPerSecond rate that replaces the video's own; 0 keeps the video's
   * @param encoder made for the rate that the frames will have
   */
  public static VideoSource open(
      String address, double framesPerSecond, DoubleFunction<FrameEncoder> encoder)
      throws IOException {
    return of(VideoReader.open(address), framesPerSecond, encoder);
  }

  /** Takes over a video that is open, like {@link #open}, and closes it. */
  public static VideoSource of(
      VideoReader reader, double framesPerSecond, DoubleFunction<FrameEncoder> encoder) {
    double rate = framesPerSecond > 0 ? framesPerSecond : reader.framesPerSecond();
    return new VideoSource(reader, encoder.apply(rate), framesPerSecond);
  }

  @Override
  public @Nullable EncodedFrames next() throws IOException {
    if (broken != null) {
      throw broken;
    }
    try {
      return read();
    } catch (IOException e) {
      // Everything before was read completely.
      EncodedFrames rest = encoder.finish();
      if (rest == null) {
        throw e;
      }
      broken = e;
      return rest;
    }
  }

  private @Nullable EncodedFrames read() throws IOException {
    TimedImage picture = reader.next();
    while (picture != null) {
      EncodedFrames value = encoder.add(timed(picture));
      if (value != null) {
        return value;
      }
      picture = reader.next();
    }
    return encoder.finish();
  }

  private TimedImage timed(TimedImage picture) {
    long index = frames++;
    long pts = retimed ? Math.round(index * 1e9 / framesPerSecond) : picture.ptsNanos();
    return new TimedImage(picture.image(), pts);
  }

  @Override
  public double framesPerSecond() {
    return framesPerSecond;
  }

  @Override
  public @Nullable String damage() {
    return reader.damage();
  }

  /** Returns whether this is a live stream, which has no end of its own. */
  public boolean isEndless() {
    return reader.isEndless();
  }

  /** Returns whether frames arrive when they are captured, not as fast as they are read. */
  public boolean comesInRealTime() {
    return reader.comesInRealTime();
  }

  /**
   * Returns the capture time of the frame with pts 0, by this machine's clock; valid after {@link
   * #next}.
   */
  public Instant origin() {
    return reader.origin();
  }

  @Override
  public void close() {
    reader.close();
  }
}
