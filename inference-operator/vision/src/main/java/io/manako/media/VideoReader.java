package io.manako.media;

import io.manako.image.MalformedFrameException;
import io.manako.image.VideoAddress;
import io.manako.image.VideoPlayback;
import java.io.IOException;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the pictures of a video file or of a live stream in order: a path, {@code rtsp://…},
 * {@code http://…}. Instances are not thread-safe.
 */
public final class VideoReader implements AutoCloseable {
  private final VideoAddress address;
  private final VideoPlayback video;
  private long frames;

  private VideoReader(VideoAddress address, VideoPlayback video) {
    this.address = address;
    this.video = video;
  }

  /**
   * Opens a file or a stream.
   *
   * @throws IOException with a sentence for the user if FFmpeg finds no video there
   */
  public static VideoReader open(String address) throws IOException {
    return open(address, VideoPlayback.Size.OWN, () -> false);
  }

  /**
   * Opens a video like {@link #open}, with every picture scaled to a size in pixels; 0 keeps the
   * video's own.
   */
  public static VideoReader openScaled(String address, int width, int height) throws IOException {
    return open(address, new VideoPlayback.Size(width, height), () -> false);
  }

  /** Opens a video like {@link #open}, and asks {@code stopped} while a network waits. */
  public static VideoReader open(String address, BooleanSupplier stopped) throws IOException {
    return open(address, VideoPlayback.Size.OWN, stopped);
  }

  private static VideoReader open(String text, VideoPlayback.Size size, BooleanSupplier stopped)
      throws IOException {
    VideoAddress address = new VideoAddress(text);
    try {
      return new VideoReader(address, VideoPlayback.open(address, size, stopped));
    } catch (MalformedFrameException e) {
      throw new IOException(
          "%s cannot be opened as a video (%s); check the address and that FFmpeg knows its format"
              .formatted(address.shown(), e.getMessage()),
          e);
    }
  }

  /**
   * Returns the next picture, or null at the end.
   *
   * @throws IOException with a sentence for the user if a live stream broke off, or if a file has
   *     no picture that can be decoded
   */
  public @Nullable TimedImage next() throws IOException {
    try {
      if (video.advance()) {
        frames++;
        return new TimedImage(video.image(), video.ptsNanos());
      }
    } catch (MalformedFrameException e) {
      throw new IOException(address.shown() + " cannot be decoded: " + e.getMessage(), e);
    }
    String reason = video.breakOff();
    if (reason != null && video.isEndless()) {
      throw new IOException(address.shown() + " broke off: " + reason);
    }
    if (frames == 0 && !video.isEndless()) {
      String damage = damage();
      throw new IOException(
          address.shown()
              + " has no picture that can be decoded"
              + (damage == null ? "" : ": " + damage));
    }
    return null;
  }

  /**
   * Returns what could not be read so far, as the end of a sentence; null if nothing is missing.
   */
  public @Nullable String damage() {
    String missing =
        switch ((int) Math.min(video.damagedFrames(), 2)) {
          case 0 -> "";
          case 1 -> "1 frame could not be decoded";
          default -> video.damagedFrames() + " frames could not be decoded";
        };
    String reason = video.breakOff();
    if (reason == null) {
      return missing.isEmpty() ? null : missing;
    }
    return (missing.isEmpty() ? "" : missing + ", and ") + "the rest cannot be read: " + reason;
  }

  /**
   * Returns the capture time of the first picture, by this machine's clock; valid after {@link
   * #next}.
   */
  public Instant origin() {
    return video.origin();
  }

  /** Returns whether this is a live stream, which has no end of its own. */
  public boolean isEndless() {
    return video.isEndless();
  }

  /** Returns whether pictures arrive when they are captured. */
  public boolean comesInRealTime() {
    return video.comesInRealTime();
  }

  /** Returns the nominal rate; 25 if the video has none. */
  public double framesPerSecond() {
    return video.framesPerSecond();
  }

  /**
   * Returns the number of pictures in the whole video as its header claims; 0 for a live stream.
   */
  public int claimedFrames() {
    return video.claimedFrames();
  }

  /** Returns the width of a file's upright pictures, in pixels. */
  public int width() {
    return video.width();
  }

  /** Returns the height of a file's upright pictures, in pixels. */
  public int height() {
    return video.height();
  }

  /** Returns an address without the user's name and the password. */
  static String shown(String address) {
    return new VideoAddress(address).shown();
  }

  @Override
  public void close() {
    video.close();
  }
}
